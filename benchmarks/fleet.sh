#!/bin/sh
# One model for a fleet: 500 simulated meters with a year of quarter-hours and weather. Seconds and peak memory of its training
# (from the store to the promoted model; learns twice: up to the unseen fortnight, and on everything), and milliseconds of the day-ahead forecasts of all, from reading the
# features to the store.
# Usage: benchmarks/fleet.sh [METERS [HEAP [FAMILY...]]]    benchmarks/fleet.sh 500 1g boosting-global mlp-global
set -eu
. "$(dirname "$0")/jar.sh"
meters=${1:-500}
heap=${2:-1g}
export OMP_NUM_THREADS=1
[ $# -gt 2 ] && shift 2 || set -- boosting-global
data=${FLEET_DATA:-$(mktemp -d)}
[ -n "${FLEET_DATA:-}" ] || trap 'rm -rf "$data"' EXIT
logback=-Dlogback.configurationFile=benchmarks/logback.xml
[ -f "$data/loadcast.db" ] || java $logback -cp "$jar" benchmarks/FleetBenchmark.java fill "$data" "$meters"
for family in "$@"; do
    rm -rf "$data/models"
    began=$(date +%s)
    java "-Xmx$heap" -jar "$jar" --data "$data" train --group fleet --families "$family" --horizon day-ahead \
        --until 2024-01-01T00:00:00Z &
    trainer=$!
    peak=0
    cpu=0
    while kill -0 "$trainer" 2>/dev/null; do
        now=$(awk '$1 == "VmHWM:" { print $2 }' "/proc/$trainer/status" 2>/dev/null || true)
        [ -z "$now" ] || peak=$now
        ticks=$(awk '{ print $14 + $15 }' "/proc/$trainer/stat" 2>/dev/null || true)
        [ -z "$ticks" ] || cpu=$ticks
        sleep 1
    done
    wait "$trainer"
    echo "$family: trained in $(($(date +%s) - began)) s ($((cpu / $(getconf CLK_TCK))) s of CPU), peak memory $((peak / 1024)) MB"
    java $logback -Xmx1g -cp "$jar" benchmarks/FleetBenchmark.java measure "$data"
done
