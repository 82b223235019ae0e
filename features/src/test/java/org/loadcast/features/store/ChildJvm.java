package org.loadcast.features.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second JVM with the classes of this test run, for what only another process can show. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code main}; its errors go to the errors of this JVM. */
    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that the child prints. */
    public String line() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("The child ended early.");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the child as {@code kill -9} does; what it had printed and nobody had read yet. */
    public List<String> kill() {
        // Not by the process itself, which would close its output as well.
        process.toHandle().destroyForcibly();
        process.onExit().join();
        return output.lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
