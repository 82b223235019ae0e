#!/bin/sh
# How long a round of quarter-hour forecasts takes, from the boundary until all are stored: 500 meters, each with a model of its own
# in memory (one that was trained on the first of them), and 500 without any.
# Usage: benchmarks/quarter-hour-cycle.sh [METERS [ROUNDS]]
set -eu
. "$(dirname "$0")/jar.sh"
meters=${1:-500}
rounds=${2:-4}
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
logback=-Dlogback.configurationFile=benchmarks/logback.xml
java $logback -cp "$jar" benchmarks/QuarterHourCycle.java fill "$data" "$meters"
java -jar "$jar" --data "$data" train --meters meter-0 --horizon quarter-hour
java $logback -Xmx1g -cp "$jar" benchmarks/QuarterHourCycle.java measure "$data" "$rounds"
