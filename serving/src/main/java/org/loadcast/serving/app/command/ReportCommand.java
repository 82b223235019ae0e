package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.console.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast report}: how good the forecasts of a meter were, for those who pay for them. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a page about one meter: what was forecast, how good it was, against what, when it failed and why.",
            "One HTML file without anything from elsewhere; print it from a browser for a PDF.",
            "It needs forecasts that were issued and what came since (the service does both)."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast report --meter feeder",
            "  loadcast report --meter feeder --horizon quarter-hour --from 2024-05-01 --to 2024-06-01 --out may.html"
        })
public final class ReportCommand implements Callable<Integer> {

    private static final Duration USUAL = Duration.ofDays(28);

    @Option(names = "--meter", paramLabel = "ID", required = true, description = "The meter.")
    private MeterId meter;

    @Option(
            names = "--horizon",
            paramLabel = "H",
            defaultValue = "day-ahead",
            description = "quarter-hour, day-ahead or a duration (default: ${DEFAULT-VALUE}).")
    private Horizon horizon;

    @Option(names = "--from", paramLabel = "TIME", description = "First cutoff (default: 28 days before the end).")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Cutoffs before this instant (default: now).")
    private @Nullable Instant to;

    @Option(names = "--out", paramLabel = "FILE", description = "The page (default: report-METER.html).")
    private @Nullable Path out;

    private final Shell shell;

    public ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Instant end = to == null ? shell.clock().instant() : to;
        Instant begin = from == null ? end.minus(USUAL) : from;
        if (!begin.isBefore(end)) {
            throw new CommandFailure("--from " + begin + " is not before --to " + end + ".");
        }
        Path file = out == null ? Path.of("report-" + meter.value().replaceAll("[^A-Za-z0-9._-]", "_") + ".html") : out;
        try (Stores stores = shell.wiring().openExistingStores()) {
            Meter known = MeterSelection.of(stores.meters(), List.of(meter)).get(0);
            IssuedForecasts issued =
                    IssuedForecasts.read(stores, known, horizon, new Interval(begin, end), shell.clock());
            Files.writeString(file, issued.report().html());
            issued.story().sentences().forEach(shell.console()::line);
        }
        shell.console().line("Report: %s", file);
        return 0;
    }
}
