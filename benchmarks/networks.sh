#!/bin/sh
# Training of the network `mlp` in our own loop beside the same network in DL4J, in the same run on one core.
# Usage: benchmarks/networks.sh [ROWS [COLUMNS]]
set -eu
. "$(dirname "$0")/jar.sh"
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
# Compiled, not run from its source: a class loader of its own could not see what is private to the package.
javac -d "$classes" -cp "$jar" benchmarks/NetworkBenchmark.java
OMP_NUM_THREADS=1 java -Xmx2g -cp "$classes:$jar" org.loadcast.training.forecaster.neural.NetworkBenchmark "$@"
