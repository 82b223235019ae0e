package org.loadcast.serving.app.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.settings.ConfigException;
import org.loadcast.serving.app.settings.LoadcastConfig;
import org.loadcast.serving.app.wiring.Wiring;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command runs with: the options that all share, the console, the clock and the environment. */
public final class Shell {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Directory of the embedded store and the models (default: ./data).")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Settings as YAML; LOADCAST_... variables override them (server.port by LOADCAST_SERVER_PORT).")
    private @Nullable Path config;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the trace of a failure.")
    private boolean verbose;

    private final Console console;
    private final Clock clock;
    private final Map<String, String> environment;

    public Shell(PrintStream out, PrintStream err, Clock clock, Map<String, String> environment) {
        boolean terminal = Boolean.parseBoolean(environment.getOrDefault("LOADCAST_TERMINAL", "false"));
        int columns = Math.max(60, Integer.parseInt(environment.getOrDefault("LOADCAST_COLUMNS", "100")));
        this.console = new Console(out, err, terminal, columns);
        this.clock = clock;
        this.environment = Map.copyOf(environment);
    }

    Console console() {
        return console;
    }

    Clock clock() {
        return clock;
    }

    public boolean verbose() {
        return verbose;
    }

    /** Whether {@code --data} was given on the command line. */
    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    /**
     * The settings.
     *
     * @throws ConfigException with all that is wrong in them
     */
    LoadcastConfig config() {
        return LoadcastConfig.read(Optional.ofNullable(config), environment, data());
    }

    /** The adapters that the settings ask for. */
    Wiring wiring() {
        return new Wiring(config(), clock);
    }
}
