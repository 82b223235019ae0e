package org.loadcast.serving.app.wiring;

import java.io.IOException;
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

    /**
     * Ways to run what may wait, the best first. Work of the idle class gives way at once to everything else, where that of the lowest
     * priority finishes its turn: a caller of the service waits half as long beside it.
     */
    private static final List<List<String>> IN_THE_BACKGROUND =
            List.of(List.of("/usr/bin/chrt", "--idle", "0"), List.of("/usr/bin/nice", "-n", "19"));

    private static final String DOES_NOTHING = "/bin/true";

    private ChildProcess() {}

    /** A command of this program with a heap of {@code heapMegabytes}, in the background where the system knows one. */
    static ProcessBuilder of(LoadcastConfig config, int heapMegabytes, String command) {
        List<String> line = new ArrayList<>(IN_THE_BACKGROUND.stream()
                .filter(ChildProcess::works)
                .findFirst()
                .orElse(List.of()));
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

    /** Whether a process may be started that way here. */
    private static boolean works(List<String> way) {
        if (!Files.isExecutable(Path.of(way.get(0)))) {
            return false;
        }
        List<String> trial = new ArrayList<>(way);
        trial.add(DOES_NOTHING);
        try {
            return new ProcessBuilder(trial)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String java() {
        Optional<String> own = ProcessHandle.current().info().command();
        return own.orElseGet(
                () -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
}
