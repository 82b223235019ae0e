package org.loadcast.serving.app.command;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Kilowatts;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.forecast.ExplainedForecast;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FeatureGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast explain}: why a forecast is what it is. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what each feature adds to one interval of a forecast, in kW.",
            "Base and contributions add up to the median."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast explain --meter feeder",
            "  loadcast explain --meter pid_287 --at 2021-01-20T11:00:00Z --start 2021-01-21T17:00:00Z"
        })
public final class ExplainCommand implements Callable<Integer> {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Option(names = "--meter", paramLabel = "ID", required = true, description = "The meter.")
    private MeterId meter;

    @Option(
            names = "--horizon",
            paramLabel = "H",
            defaultValue = "day-ahead",
            description = "quarter-hour, day-ahead or a duration such as PT6H (default: ${DEFAULT-VALUE}).")
    private Horizon horizon;

    @Option(names = "--at", paramLabel = "TIME", description = "As it could be made at this time (default: now).")
    private @Nullable Instant at;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "A time in the interval to explain (default: the interval with the highest median).")
    private @Nullable Instant start;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "15",
            description = "Features to show (default: ${DEFAULT-VALUE}).")
    private int most;

    private final Shell shell;

    public ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openExistingStores();
                ForecastService service = wiring.forecastService(stores, wiring.openRegistry())) {
            Meter known = MeterSelection.of(stores.meters(), List.of(meter)).get(0);
            ExplainedForecast explained =
                    service.explain(meter, horizon, at == null ? shell.clock().instant() : at);
            Instant asked = start == null ? explained.peakStart() : start;
            Forecast forecast = explained.forecast();
            int row = explained
                    .rowOf(asked)
                    .orElseThrow(() -> new CommandFailure(asked + " is not in the forecast, which runs from "
                            + forecast.grid().start() + " to " + forecast.grid().end()
                            + ". Name a --start in between."));
            print(explained, row, known);
        }
        return 0;
    }

    private void print(ExplainedForecast explained, int row, Meter known) {
        Console console = shell.console();
        Forecast forecast = explained.forecast();
        Explanation explanation = explained.explanation();
        console.line(
                "%s, %s: %s %s, forecast %s kW",
                forecast.meter(),
                forecast.horizon(),
                MINUTE.format(forecast.grid().startOf(row).atZone(known.zone())),
                known.zone().getId(),
                Kilowatts.format(explanation.sumKw(row)));
        forecast.source()
                .reason()
                .ifPresent(reason ->
                        console.line("FALLBACK %s: %s", forecast.source().tier().label(), reason));
        console.line("By %s.", explanation.method());
        console.line("");
        TextTable groups = new TextTable("group", "kW");
        groups.row("base", signed(explanation.baseKw(row)));
        explanation.groupsOf(row).forEach((group, kilowatts) -> groups.row(group, signed(kilowatts)));
        groups.lines().forEach(console::line);
        console.line("");
        TextTable features = new TextTable("feature", "group", "kW");
        explanation.of(row).entrySet().stream()
                .limit(Math.max(1, most))
                .forEach(entry -> features.row(
                        entry.getKey(), FeatureGroup.of(entry.getKey()).label(), signed(entry.getValue())));
        features.lines().forEach(console::line);
    }

    private static String signed(double kilowatts) {
        return String.format(Locale.ROOT, "%+.4g", kilowatts);
    }
}
