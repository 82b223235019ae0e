#!/usr/bin/env bash
# Runs every task file of a directory and scores what came out, with the wall-clock seconds of each.
#
# usage: benchmarks/tasks.sh [TASK_DIR] [OUT_DIR] [SCORER]
#        TASK_DIR  directory of *.json (default: ../shared/bench/tasks, beside the checkout)
#        OUT_DIR   where predictions, leaderboards and reports go (default: target/tasks)
#        SCORER    score.py (default: that in TASK_DIR's parent; without one only the seconds are told)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tasks=${1:-$root/../shared/bench/tasks}
out=${2:-$root/target/tasks}
scorer=${3:-$tasks/../score.py}

if ! ls "$tasks"/*.json >/dev/null 2>&1; then
    echo "No task files in $tasks. Give the directory that holds them." >&2
    exit 2
fi
mkdir -p "$out"
for task in "$tasks"/*.json; do
    name=$(basename "$task" .json)
    began=$SECONDS
    "$root/loadcast" backtest --task "$task" --out "$out/$name" >"$out/$name.log" 2>&1 || { tail -5 "$out/$name.log" >&2; exit 1; }
    took=$((SECONDS - began))
    if [[ -f $scorer ]]; then
        echo "$(python3 "$scorer" "$task" "$out/$name/predictions.csv")  seconds $took"
    else
        echo "task $name  seconds $took"
    fi
done
echo "all tasks: $SECONDS s"
