# Read by the benchmarks at their beginning: goes to the root of the clone, and names the jar that they measure.
cd "$(dirname "$0")/.."
jar=serving/target/loadcast.jar
if [ ! -f "$jar" ]; then
    echo "There is no $jar yet. Run ./loadcast --version once to build it." >&2
    exit 1
fi
