package org.loadcast.serving.app.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.ForecastTable;
import org.loadcast.serving.app.console.Kilowatts;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.whatif.Scenario;
import org.loadcast.serving.whatif.SupposedForecast;
import org.loadcast.serving.whatif.WhatIf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadcast what-if}: one meter's forecast under a supposition. */
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = "Forecasts one meter as if it were warmer or colder, nobody were there, or a load were added.",
        footer = {
            "",
            "Examples:",
            "  loadcast what-if --meter home-01 --extra-load 11,2021-06-17T18:00:00Z,2021-06-17T22:00:00Z",
            "  loadcast what-if --meter home-01 --away 2021-06-17",
            "  loadcast what-if --meter feeder --temperature-shift -5"
        })
public final class WhatIfCommand implements Callable<Integer> {

    private static final Quantiles SHOWN = Quantiles.of(0.1, 0.5, 0.9);

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

    @Option(names = "--extra-load", paramLabel = "KW,FROM,TO", description = "A load that is added; may be repeated.")
    private List<String> extraLoads = List.of();

    @Option(names = "--away", paramLabel = "DAY", split = ",", description = "Local days on which nobody is there.")
    private List<String> awayDays = List.of();

    @Option(
            names = "--temperature-shift",
            paramLabel = "C",
            defaultValue = "0",
            description = "Degrees that it is warmer than the weather forecast says (negative: colder).")
    private double temperatureShiftC;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public WhatIfCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Scenario scenario = scenario();
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openExistingStores();
                ForecastService service = wiring.forecastService(stores, wiring.openRegistry())) {
            Meter known = MeterSelection.of(stores.meters(), List.of(meter)).get(0);
            SupposedForecast supposed = new WhatIf(service)
                    .forecast(known, horizon, at == null ? shell.clock().instant() : at, scenario);
            print(supposed, known);
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(String.valueOf(wrong.getMessage()));
        }
    }

    private Scenario scenario() {
        try {
            HashSet<LocalDate> days = new HashSet<>();
            awayDays.forEach(day -> days.add(LocalDate.parse(day)));
            return new Scenario(
                    temperatureShiftC,
                    days,
                    extraLoads.stream().map(WhatIfCommand::extraLoad).toList());
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    private static Scenario.ExtraLoad extraLoad(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 3) {
                return new Scenario.ExtraLoad(
                        Double.parseDouble(parts[0]), new Interval(Instant.parse(parts[1]), Instant.parse(parts[2])));
            }
        } catch (NumberFormatException | DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "Extra load '" + text + "' is not KW,FROM,TO: " + malformed.getMessage(), malformed);
        }
        throw new IllegalArgumentException(
                "Extra load '" + text + "' is not KW,FROM,TO such as 11,2021-06-17T18:00:00Z,2021-06-17T22:00:00Z.");
    }

    private void print(SupposedForecast supposed, Meter known) {
        Console console = shell.console();
        Forecast changed = ForecastService.withQuantiles(supposed.changed(), SHOWN);
        new ForecastTable(changed, known.zone(), console.columns()).lines().forEach(console::line);
        Forecast base = supposed.base();
        int before = SupposedForecast.peakOf(base);
        int after = SupposedForecast.peakOf(changed);
        console.line("");
        console.line("Energy  %s kWh by the supposition", signed(supposed.differenceKwh()));
        console.line(
                "Peak    %s kW at %s instead of %s kW at %s (%s kW)",
                Kilowatts.format(changed.median(after)),
                changed.grid().startOf(after).atZone(known.zone()).toLocalTime(),
                Kilowatts.format(base.median(before)),
                base.grid().startOf(before).atZone(known.zone()).toLocalTime(),
                signed(changed.median(after) - base.median(before)));
        supposed.notes().forEach(console::line);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4g", value);
    }
}
