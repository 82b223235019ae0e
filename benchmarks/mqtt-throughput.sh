#!/bin/sh
# How many messages of QoS 1 a second go through Mosquitto into the store, publisher included, beside a consumer that only
# acknowledges: one reading a message, then fifty.
# Usage: benchmarks/mqtt-throughput.sh [MESSAGES]
set -eu
cd "$(dirname "$0")/.."
jar=serving/target/loadcast.jar
if [ ! -f "$jar" ]; then
    echo "There is no $jar yet. Run ./loadcast --version once to build it." >&2
    exit 1
fi
exec java -Xmx512m -Dlogback.configurationFile=benchmarks/logback.xml -cp "$jar" benchmarks/MqttBenchmark.java \
    throughput "${1:-100000}"
