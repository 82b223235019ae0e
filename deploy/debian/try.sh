#!/usr/bin/env bash
# Installs the Debian package in a clean Debian, runs it there under systemd, and removes it: what a user would do, on a machine of its own.
#
#   ./mvnw package -DskipTests -Pdeb
#   sudo apt install debootstrap systemd-container
#   sudo deploy/debian/try.sh [PACKAGE] [DIRECTORY]       serving/target/loadcast.deb, and a new directory under /var/tmp
#
# DIRECTORY keeps the clean Debian (`base`), so that a second run needs no minutes for it. The container has a loopback of its own and no way
# out. Exit status: 0 when all went well; each step is told with its seconds, the journal of the service is in DIRECTORY/journal.txt.
set -euo pipefail

PACKAGE=$(realpath "${1:-serving/target/loadcast.deb}")
readonly PACKAGE
readonly WORK=${2:-$(mktemp -d /var/tmp/loadcast-package.XXXXXX)}
readonly SUITE=${SUITE:-bookworm}
readonly BASE=$WORK/base ROOT=$WORK/root
INSIDE=$(realpath "$(dirname "${BASH_SOURCE[0]}")/try-inside.sh")
readonly INSIDE

[ -f "$PACKAGE" ] || { echo "There is no package $PACKAGE. Make it: ./mvnw package -DskipTests -Pdeb" >&2; exit 2; }
[ "$(id -u)" -eq 0 ] || { echo "A container needs root: sudo $0" >&2; exit 2; }
for program in debootstrap systemd-nspawn; do
    command -v "$program" >/dev/null || { echo "There is no $program: apt install debootstrap systemd-container" >&2; exit 2; }
done

stage() { printf '%4d s  %s\n' "$SECONDS" "$*"; }

if [ ! -e "$BASE/.complete" ]; then
    stage "a clean Debian ($SUITE) by debootstrap"
    rm -rf "$BASE"
    debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,ca-certificates,curl "$SUITE" "$BASE" >"$WORK/debootstrap.log"
    touch "$BASE/.complete"
fi
rm -rf "$ROOT"
cp -a --reflink=auto "$BASE" "$ROOT"
install -m 0644 "$PACKAGE" "$ROOT/root/loadcast.deb"
install -m 0755 "$INSIDE" "$ROOT/root/try-inside.sh"

# What the package depends on is fetched here, where there is a network; it is installed in there.
stage "fetching what it depends on"
systemd-nspawn -q -D "$ROOT" --register=no --keep-unit --pipe sh -c '
    apt-get update -qq && apt-get install -y -qq --no-install-recommends --download-only /root/loadcast.deb' >"$WORK/download.log" 2>&1
packages=("$ROOT"/var/cache/apt/archives/*.deb)
echo "        ${#packages[@]} packages, $(du -cm "${packages[@]}" | tail -n 1 | cut -f 1) MB; Loadcast itself $(du -m "$PACKAGE" | cut -f 1) MB"

cat >"$ROOT/etc/systemd/system/try.service" <<'UNIT'
[Unit]
Description=Tries the package
[Service]
Type=oneshot
ExecStart=/root/try-inside.sh
StandardOutput=file:/root/result.txt
StandardError=file:/root/complaints.txt
ExecStopPost=/bin/systemctl --no-block poweroff
[Install]
WantedBy=multi-user.target
UNIT
ln -s ../try.service "$ROOT/etc/systemd/system/multi-user.target.wants/try.service"

stage "booting it"
timeout 900 systemd-nspawn -q -D "$ROOT" --boot --register=no --keep-unit --private-network -M loadcast-package >"$WORK/boot.log" 2>&1 ||
    stage "the container ended with status $?"
cat "$ROOT/root/result.txt"
cp "$ROOT/root/journal.txt" "$WORK/" 2>/dev/null || true
if [ "$(tail -n 1 "$ROOT/root/result.txt")" = "all well" ]; then
    stage "passed; all of it is in $WORK"
else
    cat "$ROOT/root/complaints.txt" >&2
    stage "FAILED; all of it is in $WORK" >&2
    exit 1
fi
