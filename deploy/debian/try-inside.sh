#!/usr/bin/env bash
# The part of try.sh that runs in the clean Debian, as a unit of its systemd.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
readonly URL=http://127.0.0.1:7070

told() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
apt_quietly() { apt-get -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@" >>/root/apt.log 2>&1; }
field() { systemctl show loadcast.service -p "$1" --value; }
must() { "$@" || { told "NOT SO: $*"; journalctl -u loadcast.service --no-pager >/root/journal.txt; exit 1; }; }
must_not() { if "$@"; then must false "$@"; fi; }

ready() {
    local started=$SECONDS
    until curl -fsS -o /dev/null "$URL/health/ready" 2>/dev/null; do
        must test $((SECONDS - started)) -lt 120
        sleep 0.5
    done
    told "$1: ready after $((SECONDS - started)) s"
}

# Installing starts nothing: it is configured first.
apt_quietly install /root/loadcast.deb
must systemctl is-enabled -q loadcast.service
must_not systemctl is-active -q loadcast.service
must_not systemctl is-enabled -q loadcast-agent.service
must test "$(stat -c %U:%a /var/lib/loadcast)" = loadcast:750
must test "$(stat -c %U:%a /etc/default/loadcast)" = root:640
told "installed, with $(dpkg-query -W | wc -l) packages in all; $(java -version 2>&1 | head -n 1)"
must systemd-analyze verify --man=no /lib/systemd/system/loadcast.service
told "systemd: $(systemd-analyze security --no-pager loadcast.service | tail -n 1 | sed 's/^[^A-Za-z]*//')"

echo 'LOADCAST_JAVA_OPTS=-Xmx512m' >>/etc/default/loadcast
systemctl start loadcast.service
ready "started"
must test "$(stat -c %U "/proc/$(field MainPID)")" = loadcast

must curl -fsS -o /dev/null "$URL/"
hour=$(date -u -d '2 hours ago' +%FT%H)
for quarter in 00 15 30 45; do
    curl -fsS "$URL/api/v1/readings" -H 'Content-Type: application/json' \
        -d "[{\"meter_id\":\"kitchen\",\"timestamp\":\"$hour:$quarter:00Z\",\"power_kw\":0.4}]" >/dev/null
done
must test "$(curl -fsS "$URL/api/v1/meters/kitchen/forecast?horizon=day-ahead" | grep -o '"p50"' | wc -l)" -ge 92
told "readings in, a day ahead out; $(awk '/^VmRSS/ { printf "%.0f MB", $2 / 1024 }' "/proc/$(field MainPID)/status") resident"

runuser -u loadcast -- loadcast doctor >/root/doctor.txt 2>&1 || must grep -q . /root/doctor.txt
key=$(runuser -u loadcast -- loadcast keys create --name try --role admin | grep -oE '[A-Za-z0-9_-]{32,}' | head -n 1)
must curl -fsS -o /dev/null -H "Authorization: Bearer $key" "$URL/api/v1/meters/kitchen"
told "commands beside it: doctor, keys create, and the service takes the key"

kill -9 "$(field MainPID)"
sleep 1
ready "killed, and started again by systemd"
must curl -fsS -o /dev/null -H "Authorization: Bearer $key" "$URL/api/v1/meters/kitchen"

before=$(field MainPID)
apt_quietly --reinstall install /root/loadcast.deb
must test "$(field MainPID)" != "$before"
must grep -q '^LOADCAST_JAVA_OPTS=-Xmx512m' /etc/default/loadcast
ready "upgraded, settings kept, restarted"

started=$SECONDS
systemctl stop loadcast.service
must test "$(field Result)" = success
told "stopped in $((SECONDS - started)) s"
journalctl -u loadcast.service --no-pager >/root/journal.txt

systemctl start loadcast.service
ready "started again"
apt_quietly remove loadcast
must_not systemctl is-active -q loadcast.service
must_not test -e /usr/share/loadcast/loadcast.jar
must test -e /etc/loadcast/loadcast.yaml
apt_quietly purge loadcast
must_not test -e /etc/loadcast
must_not test -e /etc/default/loadcast
must_not test -e /var/cache/loadcast
must_not test -e /etc/systemd/system/multi-user.target.wants/loadcast.service
must test -s /var/lib/loadcast/loadcast.db
left=$(find / -xdev -iname '*loadcast*' -not -path '/proc/*' -not -path '/root/*' -not -path '/var/lib/loadcast*' -not -path '/var/log/*' \
    -not -path '/tmp/*' -not -path '/run/*' | sort | tr '\n' ' ')
told "removed and purged; left are the data in /var/lib/loadcast, the user loadcast${left:+, and $left}"
echo "all well"
