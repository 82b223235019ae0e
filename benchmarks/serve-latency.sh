#!/bin/sh
# Start, latency and heap of the service with 500 simulated meters: one caller alone, then many requests a second, while readings
# come in by MQTT and while a model is trained; beside a bare Javalin route. Heap of the service: 512 MB. The broker is Mosquitto
# where it is installed; EMBEDDED=1 takes the service's own. QUARTER=1 waits until a quarter of an hour begins during the training.
# Usage: benchmarks/serve-latency.sh [SECONDS_OF_EACH_LOAD [REQUESTS_PER_SECOND [READINGS_PER_SECOND]]]
set -eu
. "$(dirname "$0")/jar.sh"
mosquitto=$(PATH=$PATH:/usr/sbin command -v mosquitto || true)
[ -z "${EMBEDDED:-}" ] || mosquitto=
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
java -Xmx512m -Dlogback.configurationFile=benchmarks/logback.xml -cp "$jar" benchmarks/ServeLatency.java \
    "$data" "${1:-30}" "${2:-500}" "${3:-2000}" $mosquitto
