package org.loadcast.serving.app.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.csv.LoadCsv;
import org.loadcast.features.csv.LoadCsvWriter;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.api.ForecastStream;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.OutputFile;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.map.MapLayer;
import org.loadcast.serving.map.MeterLayer;
import org.loadcast.serving.map.SeriesLayer;
import org.loadcast.serving.overview.Overview;
import org.loadcast.serving.overview.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast export}: load, forecasts and a map of the meters as a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes load, or the forecasts that were issued, as CSV; or meters with a place, as GeoJSON or as CSV with WKT."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast export load --meters home-01 --from 2024-06-01 --to 2024-07-01 --out june.csv.gz",
            "  loadcast export forecast --horizon day-ahead > forecasts.csv",
            "  loadcast export map --format geojson --out meters.geojson",
            "  loadcast export map-series --out hours.geojson"
        })
public final class ExportCommand implements Callable<Integer> {

    /** What can be exported. */
    enum What {
        LOAD,
        FORECAST,
        MAP,
        MAP_SERIES;

        private Form usualForm() {
            return this == MAP || this == MAP_SERIES ? Form.GEOJSON : Form.CSV;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The forms of a file. */
    enum Form {
        CSV,
        GEOJSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Interval ALL_TIMES =
            new Interval(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"));

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
    private What what;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "${COMPLETION-CANDIDATES} (default: geojson for maps, else csv).")
    private @Nullable Form form;

    @Option(names = "--meters", paramLabel = "ID", split = ",", description = "Meters (default: all).")
    private List<MeterId> meters = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First instant or UTC date (default: the first stored).")
    private Instant from = ALL_TIMES.from();

    @Option(names = "--to", paramLabel = "TIME", description = "First instant that is left out (default: none).")
    private Instant to = ALL_TIMES.to();

    @Option(names = "--step", paramLabel = "STEP", description = "Spacing of load (default: as it was measured).")
    private @Nullable Duration step;

    @Option(
            names = "--horizon",
            paramLabel = "H",
            defaultValue = "day-ahead",
            description = "Horizon of forecasts: quarter-hour, day-ahead or a duration (default: ${DEFAULT-VALUE}).")
    private Horizon horizon;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "Of a map: an hour from a day back to two days ahead (default: the newest load).")
    private @Nullable Instant time;

    @Option(names = "--out", paramLabel = "FILE", description = "File, gzipped when it ends in .gz (default: stdout).")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Form usual = form == null ? what.usualForm() : form;
        if (usual == Form.GEOJSON && what.usualForm() != Form.GEOJSON) {
            throw new ParameterException(
                    spec.commandLine(), "Only maps have the form geojson. Use --format csv for " + what + ".");
        }
        Interval span = new Interval(from, to);
        try (Stores stores = shell.wiring().openExistingStores()) {
            List<Meter> chosen = MeterSelection.of(stores.meters(), meters);
            try (OutputStream target = OutputFile.open(out, shell.console())) {
                switch (what) {
                    case LOAD -> exportLoad(stores.measurements(), chosen, span, target);
                    case FORECAST -> exportForecasts(stores.forecasts(), chosen, span, target);
                    case MAP, MAP_SERIES -> writeMap(map(stores, chosen), usual, target);
                }
            }
        }
        return 0;
    }

    private MapLayer map(Stores stores, List<Meter> chosen) {
        Wiring wiring = shell.wiring();
        Instant now = shell.clock().instant();
        try (ForecastService service = wiring.forecastService(stores, wiring.openRegistry())) {
            List<Row> rows = Overview.patient(stores, service, shell.clock()).of(chosen);
            if (what == What.MAP_SERIES) {
                return SeriesLayer.of(rows, now);
            }
            return time == null ? MeterLayer.now(rows, now) : MeterLayer.at(rows, now, time);
        } catch (IllegalArgumentException tooFar) {
            throw new CommandFailure("--time: " + tooFar.getMessage(), tooFar);
        }
    }

    private static void writeMap(MapLayer layer, Form form, OutputStream target) throws IOException {
        if (form == Form.GEOJSON) {
            layer.writeGeoJson(target);
        } else {
            layer.writeCsv(target);
        }
    }

    private void exportLoad(MeasurementStore store, List<Meter> chosen, Interval span, OutputStream target)
            throws IOException {
        try (LoadCsvWriter writer = LoadCsv.writer(target)) {
            for (Meter meter : chosen) {
                Optional<Interval> stored = store.span(meter.id()).flatMap(span::intersect);
                if (stored.isPresent()) {
                    Duration spacing =
                            step != null ? step : store.nativeStep(meter.id()).orElse(Duration.ofMinutes(15));
                    writer.write(meter.id(), store.load(meter.id(), stored.get(), spacing));
                }
            }
        }
    }

    /** Forecasts whose cutoff lies in {@code span}, in the form of the REST interface. */
    private void exportForecasts(ForecastStore store, List<Meter> chosen, Interval span, OutputStream target)
            throws IOException {
        try (ForecastStream stream = ForecastStream.csv(target, horizon, Quantiles.DECILES)) {
            for (Meter meter : chosen) {
                for (Forecast forecast : store.issued(meter.id(), horizon.label(), span)) {
                    stream.writeForecast(meter, forecast);
                }
            }
        }
    }
}
