#!/bin/sh
# Starts Loadcast in its container. LOADCAST_JAVA_OPTS: flags for the JVM, such as -Xmx2g.
# shellcheck disable=SC2086 # several flags in one variable
exec /opt/jre/bin/java -XX:MaxRAMPercentage=50 -Dorg.bytedeco.javacpp.cachedir=/var/cache/loadcast ${LOADCAST_JAVA_OPTS:-} \
    -cp "/opt/loadcast/loadcast.jar:/opt/loadcast/plugins/*" org.loadcast.serving.app.Loadcast "$@"
