#!/bin/sh
# Seconds of CPU to train what would be promoted for one feeder with a year of quarter-hours, on one core, with the share of every member.
# Usage: benchmarks/training.sh [DAYS [HORIZON...]]
set -eu
cd "$(dirname "$0")/.."
jar=serving/target/loadcast.jar
if [ ! -f "$jar" ]; then
    echo "There is no $jar yet. Run ./loadcast --version once to build it." >&2
    exit 1
fi
[ $# -gt 0 ] || set -- 365 day-ahead quarter-hour
OMP_NUM_THREADS=1 exec java -Xmx1g -XX:ActiveProcessorCount=1 -cp "$jar" benchmarks/TrainingBenchmark.java "$@"
