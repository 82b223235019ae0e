#!/bin/sh
# Rows per second of an import into the embedded store, beside merely reading the same file in the same run.
# Usage: benchmarks/import.sh [METERS DAYS meter|time] or benchmarks/import.sh LOAD.csv.gz
set -eu
. "$(dirname "$0")/jar.sh"
[ $# -gt 0 ] || set -- 300 365 meter
exec java -Xmx512m -cp "$jar" benchmarks/ImportBenchmark.java "$@"
