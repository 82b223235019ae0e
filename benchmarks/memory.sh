#!/usr/bin/env bash
# Memory of a service for one home on a small machine: a year of five-minute readings, forecasts by models of its own, embedded store and
# broker, a reading every five minutes by MQTT. Resident memory of the process (VmRSS, VmHWM of /proc) each minute, and what a training
# takes.
#
#   benchmarks/memory.sh [MINUTES [HEAP]]        10 minutes, -Xmx256m
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly MINUTES=${1:-10} HEAP=${2:--Xmx256m} JAR=serving/target/loadcast.jar PORT=17070 BROKER=17071
readonly URL=http://127.0.0.1:$PORT
[ -f "$JAR" ] || { echo "There is no $JAR yet. Run ./loadcast --version once to build it." >&2; exit 1; }
command -v mosquitto_pub >/dev/null || { echo "There is no mosquitto_pub (Debian: apt install mosquitto-clients)." >&2; exit 1; }
work=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service" 2>/dev/null; wait; rm -rf "$work"' EXIT
export OMP_NUM_THREADS=1

loadcast() { java "$HEAP" -jar "$JAR" "$@" --data "$work/data" >>"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }; }
of_process() { awk -v field="$1:" '$1 == field { printf "%.0f MB", $2 / 1024 }' "/proc/$service/status"; }

# A command that is watched until it ends: its greatest resident memory.
peak_of() {
    local peak=0 now
    java "$HEAP" -jar "$JAR" "$@" --data "$work/data" >>"$work/log" 2>&1 &
    while now=$(awk '$1 == "VmHWM:" { print $2 }' "/proc/$!/status" 2>/dev/null) && [ -n "$now" ]; do peak=$now; sleep 0.2; done
    wait "$!" || { tail -n 20 "$work/log" >&2; exit 1; }
    echo "$((peak / 1024)) MB"
}

java -jar "$JAR" simulate households --count 1 --step PT5M --days 365 --until "$(date -u -d 'tomorrow' +%F)" --out "$work/files" >>"$work/log"
printf 'data:\n'
zcat -f "$work"/files/load.csv* | wc -l | awk '{ printf "  %d readings of five minutes, with weather\n", $1 - 1 }'
printf '  import      %s at most\n' "$(peak_of import --load "$(echo "$work"/files/load.csv*)" --weather "$(echo "$work"/files/weather.csv*)" --meters "$work/files/meters.csv")"
meter=$(sed -n '2s/,.*//p' "$work/files/meters.csv")
started=$SECONDS
printf '  training    %s at most (linear, boosting and their blend, both horizons)' "$(peak_of train --meters "$meter" --families linear,boosting)"
printf ', %d s\n' "$((SECONDS - started))"
du -sm "$work/data" | awk '{ printf "  disk        %d MB\n", $1 }'

cat >"$work/settings.yaml" <<YAML
server: {port: $PORT}
mqtt: {port: $BROKER}
YAML
started=$SECONDS
java "$HEAP" -jar "$JAR" serve --config "$work/settings.yaml" --data "$work/data" >>"$work/log" 2>&1 &
service=$!
until curl -fsS -o /dev/null "$URL/health/ready" 2>/dev/null; do
    kill -0 "$service" || { tail -n 20 "$work/log" >&2; exit 1; }
    sleep 0.5
done
printf 'serve %s: ready after %d s, %s\n' "$HEAP" "$((SECONDS - started))" "$(of_process VmRSS)"
for ((minute = 1; minute <= MINUTES; minute++)); do
    if ((minute % 5 == 1)); then
        mosquitto_pub -p "$BROKER" -q 1 -t "loadcast/meters/$meter/reading" -m "{\"timestamp\":\"$(date -u +%FT%TZ)\",\"power_kw\":0.4}"
        curl -fsS "$URL/api/v1/meters/$meter/forecast?horizon=day-ahead" >"$work/forecast.json"
        curl -fsS -o /dev/null "$URL/api/v1/overview"
    fi
    sleep 60
    printf '  minute %2d   %s resident, %s at most\n' "$minute" "$(of_process VmRSS)" "$(of_process VmHWM)"
done
grep -o '"tier":"[a-z]*"' "$work/forecast.json" | head -n 1
