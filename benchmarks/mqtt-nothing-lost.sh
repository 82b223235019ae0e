#!/bin/sh
# Whether readings get lost or stored twice: QoS 1 messages by Mosquitto while the service, the broker or the database (a real
# InfluxDB 1) is killed and comes back, and while it is away and the disk of the outbox is full. Prints sent, stored, duplicate and missing for each case.
# Usage: benchmarks/mqtt-nothing-lost.sh [CASES [MESSAGES [PER_SECOND [SECONDS_WITHOUT_DATABASE]]]]
#   benchmarks/mqtt-nothing-lost.sh service,broker,database,disk 30000 3000 120
# Needs mosquitto, for the cases of the database and the disk influxd, and for the disk root (it mounts 256 kB).
set -eu
. "$(dirname "$0")/jar.sh"
exec java -Xmx512m -Dlogback.configurationFile=benchmarks/logback.xml -cp "$jar" benchmarks/MqttBenchmark.java \
    nothing-lost "${1:-service,broker,database}" "${2:-30000}" "${3:-3000}" "${4:-25}"
