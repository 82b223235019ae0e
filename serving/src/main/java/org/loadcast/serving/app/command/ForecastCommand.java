package org.loadcast.serving.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.api.ForecastJson;
import org.loadcast.serving.api.ForecastStream;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.ForecastTable;
import org.loadcast.serving.app.console.OutputFile;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.forecast.ForecastService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast forecast}: one meter's forecast from the promoted model. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = {
            "Forecasts one meter from its promoted model, or from the fallback ladder, which says why.",
            "The forecast is stored as well."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast forecast --meter feeder",
            "  loadcast forecast --meter pid_287 --horizon PT6H --at 2021-01-20T11:00:00Z --format json"
        })
public final class ForecastCommand implements Callable<Integer> {

    /** The forms of a forecast. */
    enum Form {
        TABLE,
        JSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
            names = "--quantiles",
            paramLabel = "Q",
            defaultValue = "0.1,0.5,0.9",
            description = "Levels, with 0.5 among them (default: ${DEFAULT-VALUE}).")
    private Quantiles quantiles;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form form;

    private final Shell shell;

    public ForecastCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openExistingStores();
                ForecastService service = wiring.forecastService(stores, wiring.openRegistry())) {
            Meter known = MeterSelection.of(stores.meters(), List.of(meter)).get(0);
            Forecast forecast = service.forecast(
                    meter, horizon, quantiles, at == null ? shell.clock().instant() : at);
            print(shell.console(), known, forecast);
        }
        return 0;
    }

    private void print(Console console, Meter known, Forecast forecast) throws IOException {
        switch (form) {
            case TABLE ->
                new ForecastTable(forecast, known.zone(), console.columns())
                        .lines()
                        .forEach(console::line);
            case JSON -> {
                try (OutputStream target = OutputFile.open(null, console);
                        JsonGenerator json = new JsonFactory().createGenerator(target)) {
                    json.useDefaultPrettyPrinter();
                    ForecastJson.write(forecast, known.zone(), json);
                    json.writeRaw('\n');
                }
            }
            case CSV -> {
                try (OutputStream target = OutputFile.open(null, console);
                        ForecastStream csv = ForecastStream.csv(target, horizon, quantiles)) {
                    csv.writeForecast(known, forecast);
                }
            }
        }
    }
}
