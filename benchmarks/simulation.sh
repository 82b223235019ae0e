#!/bin/sh
# How many times faster than real time simulated meters are made and stored, on one core: 500 at 5 minutes, 10,000 at 15.
# Usage: benchmarks/simulation.sh [METERS STEP_MINUTES HOURS]
set -eu
cd "$(dirname "$0")/.."
jar=serving/target/loadcast.jar
if [ ! -f "$jar" ]; then
    echo "There is no $jar yet. Run ./loadcast --version once to build it." >&2
    exit 1
fi
run() {
    java -Xmx1g -XX:ActiveProcessorCount=1 -cp "$jar" benchmarks/SimulationBenchmark.java "$@"
}
if [ $# -gt 0 ]; then
    run "$@"
else
    run 500 5 24
    run 10000 15 24
fi
