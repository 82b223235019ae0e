package org.loadcast.serving.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

/** One run of a command in this process: its exit status and what it printed. */
public record CommandRun(int status, String out, String err) {

    public static final Instant NOW = Instant.parse("2024-06-15T10:07:00Z");

    /** Runs {@code loadcast ARGUMENTS --data DATA} at {@link #NOW}. */
    public static CommandRun in(Path data, String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
        return with(Map.of(), all);
    }

    public static CommandRun with(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        int status = Loadcast.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                clock,
                environment,
                arguments);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
