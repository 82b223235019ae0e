#!/usr/bin/env bash
# Executes all notebooks, or those that are named, and fails when a cell fails.
#
#   notebooks-java/run.sh [NOTEBOOK...]     results as HTML: notebooks-java/target
#
# Needs loadcast.jar (any ./loadcast command builds it) and jupyter-nbconvert (Debian: apt-get install jupyter-nbconvert).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly KERNEL=io.github.padreati:rapaio-jupyter-kernel:3.0.1
readonly OUT=$PWD/target
LOADCAST=$(cd .. && pwd)/serving/target/loadcast.jar
readonly LOADCAST

fail() {
    printf 'notebooks: %s\n' "$@" >&2
    exit 1
}

[ -f "$LOADCAST" ] || fail "serving/target/loadcast.jar is not built." "Run ./loadcast --help once, which builds it."
command -v jupyter-nbconvert >/dev/null || fail "jupyter-nbconvert is not installed." "Debian: apt-get install jupyter-nbconvert"

maven() {
    if ../mvnw -q -v >/dev/null 2>&1; then echo ../mvnw; else echo mvn; fi
}

# The kernel comes from Maven Central, once.
mkdir -p "$OUT/kernels/loadcast-java" "$OUT/home"
readonly JAR=$OUT/rapaio-jupyter-kernel.jar
if [ ! -f "$JAR" ]; then
    "$(maven)" -q -B -f ../pom.xml -N org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        -Dartifact="$KERNEL" -DoutputDirectory="$OUT/fetched"
    mv "$OUT"/fetched/*.jar "$JAR"
fi
# Loadcast beside the kernel too, not only by %jar: libraries find their services by the class path of the program.
cat >"$OUT/kernels/loadcast-java/kernel.json" <<JSON
{
  "argv": ["${JAVA_HOME:+$JAVA_HOME/bin/}java", "-cp", "$JAR:$LOADCAST", "org.rapaio.jupyter.kernel.MainApp", "{connection_file}"],
  "display_name": "Java (rapaio-jupyter-kernel)",
  "language": "java",
  "interrupt_mode": "message",
  "env": {"RJK_TIMEOUT_MILLIS": "-1", "OMP_NUM_THREADS": "1"}
}
JSON

# A home of its own: nothing of the user's Jupyter is read or changed.
export JUPYTER_PATH=$OUT JUPYTER_CONFIG_DIR=$OUT/home JUPYTER_DATA_DIR=$OUT/home IPYTHONDIR=$OUT/home
status=0
[ "$#" -gt 0 ] || set -- [0-9]*.ipynb
# A kernel that does not come up (a port was taken meanwhile) is started again; a cell that fails is not.
execute() {
    local notebook=$1 log=$2 attempt
    for attempt in 1 2 3 4 5 6 7 8; do
        if jupyter-nbconvert --to html --execute --ExecutePreprocessor.timeout=300 \
            --ExecutePreprocessor.startup_timeout=25 --output-dir "$OUT" "$notebook" >"$log" 2>&1; then
            return 0
        fi
        grep -q "Kernel didn't respond\|Kernel died before" "$log" || return 1
        printf '%-36s the kernel did not start, attempt %d\n' "$notebook" "$attempt"
    done
    return 1
}

for notebook in "$@"; do
    notebook=$(basename "$notebook")
    started=$SECONDS
    log=$OUT/${notebook%.ipynb}.log
    if execute "$notebook" "$log"; then
        printf '%-36s passed in %3d s\n' "$notebook" $((SECONDS - started))
    else
        status=1
        printf '%-36s FAILED\n' "$notebook"
        tail -n 40 "$log"
    fi
done
exit "$status"
