package org.loadcast.serving.app.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.loadcast.serving.app.settings.LoadcastConfig;

/** How a second process of this program is started: the same Java, the same classes, the same settings, less of the machine. */
final class ChildProcess {

    /** The class of the command line, which this package does not know. */
    static final String MAIN = "org.loadcast.serving.app.Loadcast";

    private static final String NICE = "/usr/bin/nice";

    private ChildProcess() {}

    /** A command of this program with a heap of {@code heapMegabytes}, at the lowest priority where the system knows one. */
    static ProcessBuilder of(LoadcastConfig config, int heapMegabytes, String command) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(Path.of(NICE))) {
            line.addAll(List.of(NICE, "-n", "19"));
        }
        line.add(java());
        line.add("-Xmx" + heapMegabytes + "m");
        line.add("-XX:+ExitOnOutOfMemoryError");
        line.add("-XX:+UseSerialGC");
        if (Runtime.version().feature() >= 24) {
            line.add("--enable-native-access=ALL-UNNAMED");
            line.add("--sun-misc-unsafe-memory-access=allow");
        }
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, command));
        line.addAll(List.of("--data", config.data().toString()));
        config.file().ifPresent(file -> line.addAll(List.of("--config", file.toString())));
        ProcessBuilder process = new ProcessBuilder(line);
        process.environment().put("OMP_NUM_THREADS", "1");
        if (config.influx().isEmpty()) {
            process.environment()
                    .keySet()
                    .removeIf(name -> name.toUpperCase(Locale.ROOT).startsWith("LOADCAST_INFLUX"));
        }
        return process;
    }

    private static String java() {
        Optional<String> own = ProcessHandle.current().info().command();
        return own.orElseGet(
                () -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
}
