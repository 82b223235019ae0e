#!/usr/bin/env bash
# Holds compose.yaml to the schema of the Compose Specification, and the manifests to the schemas of Kubernetes (strictly: a field that it
# does not know is an error). The schemas come inside two Python packages, pinned here and kept under target/.
#
#   deploy/check.sh        needs python3 with venv (Debian: apt install python3-venv)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly TOOLS=target/deploy-check PACKAGES=(check-jsonschema==0.39.0 kubernetes-validate==1.37.0)
# The oldest that the manifests are written for, and one of today.
readonly KUBERNETES=(1.27 1.34)

if [ "$(cat "$TOOLS/packages" 2>/dev/null)" != "${PACKAGES[*]}" ]; then
    rm -rf "$TOOLS"
    python3 -m venv "$TOOLS"
    "$TOOLS/bin/pip" install -q --disable-pip-version-check "${PACKAGES[@]}"
    echo "${PACKAGES[*]}" >"$TOOLS/packages"
fi

compose() { "$TOOLS/bin/check-jsonschema" -q --builtin-schema vendor.compose-spec "$@"; }
manifests() { "$TOOLS/bin/kubernetes-validate" --strict -k "$@"; }

# A check that lets everything pass is none: a misspelt word must be refused.
spoiled=$(mktemp -d)
trap 'rm -rf "$spoiled"' EXIT
sed 's/depends_on:/depend_on:/' deploy/compose.yaml >"$spoiled/compose.yaml"
sed 's/containerPort:/containerprot:/' deploy/kubernetes/loadcast.yaml >"$spoiled/loadcast.yaml"
if compose "$spoiled/compose.yaml" >/dev/null 2>&1 || manifests "${KUBERNETES[0]}" "$spoiled/loadcast.yaml" >/dev/null 2>&1; then
    echo "A misspelt word was not noticed: the check itself is broken." >&2
    exit 1
fi

compose deploy/compose.yaml
echo "compose.yaml is as the Compose Specification has it"
for version in "${KUBERNETES[@]}"; do
    said=$(manifests "$version" deploy/kubernetes/*.yaml 2>&1) || { echo "$said" >&2; exit 1; }
    echo "$(grep -c ' passed ' <<<"$said") manifests are as Kubernetes $version has them"
done
