#!/bin/sh
# Forecasts per second and memory of the networks over many forecasts: heap and native bytes must stay level.
# Usage: benchmarks/inference.sh [FORECASTS [FAMILY...]]
set -eu
. "$(dirname "$0")/jar.sh"
[ $# -gt 0 ] || set -- 100000 mlp cnn lstm
OMP_NUM_THREADS=1 exec java -Xmx512m -cp "$jar" benchmarks/InferenceBenchmark.java "$@"
