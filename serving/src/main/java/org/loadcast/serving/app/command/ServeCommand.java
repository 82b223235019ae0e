package org.loadcast.serving.app.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.app.wiring.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast serve}: the service, until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the service: readings in, forecasts out, by REST. Stops on Ctrl-C or SIGTERM.",
        footer = {
            "",
            "Example:",
            "  loadcast serve --port 7070 &",
            "  curl 'http://127.0.0.1:7070/api/v1/meters/feeder/forecast?horizon=day-ahead'"
        })
public final class ServeCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on, 0 for any (default: as configured).")
    private @Nullable Integer port;

    private final Shell shell;

    public ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        new Service(shell.console(), shell.wiring(), port).run();
        return 0;
    }
}
