#!/bin/sh
# Milliseconds of the monitoring queries over 500 meters of five-minute readings for 14 days, beside the same on the raw table.
# Usage: benchmarks/analytics.sh [METERS DAYS STEP_MINUTES]
set -eu
. "$(dirname "$0")/jar.sh"
[ $# -gt 0 ] || set -- 500 14 5
exec java -Xmx512m -cp "$jar" benchmarks/AnalyticsBenchmark.java "$@"
