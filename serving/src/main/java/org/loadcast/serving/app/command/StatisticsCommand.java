package org.loadcast.serving.app.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.api.StatisticsJson;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.StatisticsTable;
import org.loadcast.serving.statistics.StoredStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast statistics}: what the load of one meter is like. */
@Command(
        name = "statistics",
        mixinStandardHelpOptions = true,
        description = {
            "Shows percentiles, best-fit distribution, critical value, levels and typical profiles of one meter.",
            "Readings that look wrong are left out."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast statistics --meter feeder",
            "  loadcast statistics --meter pid_287 --step PT1H --from 2020-11-01 --to 2021-01-20 --format json"
        })
public final class StatisticsCommand implements Callable<Integer> {

    /** The forms of the answer. */
    enum Form {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--meter", paramLabel = "ID", required = true, description = "The meter.")
    private MeterId meter;

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "Step of the values (default: PT15M, or the meter's own when that is longer).")
    private @Nullable Duration step;

    @Option(names = "--from", paramLabel = "TIME", description = "Start (default: 91 days before the end).")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "End (default: the end of the newest reading).")
    private @Nullable Instant to;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form form;

    private final Shell shell;

    public StatisticsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Stores stores = shell.wiring().openExistingStores()) {
            Meter known = MeterSelection.of(stores.meters(), List.of(meter)).get(0);
            StoredStatistics statistics = new StoredStatistics(stores, shell.clock());
            Duration grid = step == null ? statistics.usualStep(meter) : step;
            Interval interval = interval(statistics, grid);
            StoredStatistics.Report report = statistics
                    .of(known, interval, grid)
                    .orElseThrow(() -> new CommandFailure("Meter " + meter + " has no clean value from "
                            + interval.from() + " to " + interval.to()
                            + ". Ask for a time with readings, or another --step."));
            print(report);
        }
        return 0;
    }

    private Interval interval(StoredStatistics statistics, Duration grid) {
        Instant end = to == null ? statistics.end(meter) : to;
        Interval interval = new Interval(from == null ? end.minus(statistics.usualSpan(meter, grid)) : from, end);
        if (interval.duration().toSeconds() / grid.toSeconds() > StoredStatistics.MOST_STEPS) {
            throw new CommandFailure("More than " + StoredStatistics.MOST_STEPS + " steps of " + grid + " lie between "
                    + interval.from() + " and " + interval.to() + ". Ask for a shorter span or a longer --step.");
        }
        return interval;
    }

    private void print(StoredStatistics.Report report) {
        Console console = shell.console();
        if (form == Form.JSON) {
            console.line(StatisticsJson.pretty(report));
        } else {
            new StatisticsTable(report, console.columns()).lines().forEach(console::line);
        }
    }
}
