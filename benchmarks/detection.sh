#!/bin/sh
# Recall and precision of the quality checks on labelled faults of simulated meters: 50 meters, 30 days, each kind of fault by itself.
# Usage: benchmarks/detection.sh [METERS DAYS SEED]
set -eu
. "$(dirname "$0")/jar.sh"
[ $# -gt 0 ] || set -- 50 30 1
exec java -Xmx512m -cp "$jar" benchmarks/DetectionBenchmark.java "$@"
