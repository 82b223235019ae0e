#!/bin/sh
# How many times faster than real time simulated meters are made and stored, on one core: 500 at 5 minutes, 10,000 at 15.
# Usage: benchmarks/simulation.sh [METERS STEP_MINUTES HOURS]
set -eu
. "$(dirname "$0")/jar.sh"
run() {
    java -Xmx1g -XX:ActiveProcessorCount=1 -cp "$jar" benchmarks/SimulationBenchmark.java "$@"
}
if [ $# -gt 0 ]; then
    run "$@"
else
    run 500 5 24
    run 10000 15 24
fi
