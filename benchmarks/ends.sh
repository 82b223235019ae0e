#!/bin/sh
# How long it takes to read how the quarter-hours of one meter of many ended, beside the same by way of its load by minutes.
# Usage: benchmarks/ends.sh [METERS [SECONDS_OF_JITTER]]
set -eu
. "$(dirname "$0")/jar.sh"
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
java -Dlogback.configurationFile=benchmarks/logback.xml -cp "$jar" benchmarks/EndsBenchmark.java "$data" "${1:-500}" "${2:-0}"
