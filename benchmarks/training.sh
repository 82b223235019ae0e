#!/bin/sh
# Seconds of CPU to train what would be promoted for one feeder with a year of quarter-hours, on one core, with the share of every member.
# Usage: benchmarks/training.sh [DAYS [HORIZON...]]
set -eu
. "$(dirname "$0")/jar.sh"
[ $# -gt 0 ] || set -- 365 day-ahead quarter-hour
OMP_NUM_THREADS=1 exec java -Xmx1g -XX:ActiveProcessorCount=1 -cp "$jar" benchmarks/TrainingBenchmark.java "$@"
