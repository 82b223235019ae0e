#!/bin/sh
# How many messages of QoS 1 a second go through Mosquitto into the store, publisher included, beside a consumer that only
# acknowledges: one reading a message, then fifty.
# Usage: benchmarks/mqtt-throughput.sh [MESSAGES]
set -eu
. "$(dirname "$0")/jar.sh"
exec java -Xmx512m -Dlogback.configurationFile=benchmarks/logback.xml -cp "$jar" benchmarks/MqttBenchmark.java \
    throughput "${1:-100000}"
