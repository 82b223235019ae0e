#!/bin/sh
# Recall and precision of the quality checks on labelled faults of simulated meters: 50 meters, 30 days, each kind of fault by itself.
# Usage: benchmarks/detection.sh [METERS DAYS SEED]
set -eu
cd "$(dirname "$0")/.."
jar=serving/target/loadcast.jar
if [ ! -f "$jar" ]; then
    echo "There is no $jar yet. Run ./loadcast --version once to build it." >&2
    exit 1
fi
[ $# -gt 0 ] || set -- 50 30 1
exec java -Xmx512m -cp "$jar" benchmarks/DetectionBenchmark.java "$@"
