package org.loadcast.serving.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.store.Stores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadcast import}: CSV files into the store. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports CSV files, plain or gzipped, into the store. Importing a file again changes nothing.",
            "Rows that cannot be used are listed with line and reason; the others are kept."
        },
        footer = {
            "",
            "Files (the header names the columns; times are ISO-8601 with offset, the START of the interval):",
            "  load              timestamp,meter_id,load_kw",
            "  weather           timestamp,location_id,temperature_c,ghi_wm2,...",
            "  weather forecast  the same, with an optional available_at",
            "  meters            meter_id,time_zone,country,category,latitude,longitude,weather_locations",
            "  holidays          date,name, with optional kind (holiday or vacation) and until (the last day)",
            "",
            "Example:",
            "  loadcast import --meters meters.csv --load load.csv.gz --weather weather.csv.gz"
        })
final class ImportCommand implements Callable<Integer> {

    @Option(names = "--load", paramLabel = "FILE", description = "Measured load.")
    private @Nullable Path load;

    @Option(names = "--weather", paramLabel = "FILE", description = "Measured weather.")
    private @Nullable Path weather;

    @Option(names = "--weather-forecast", paramLabel = "FILE", description = "Weather forecasts by issue.")
    private @Nullable Path weatherForecast;

    @Option(names = "--meters", paramLabel = "FILE", description = "What is known about the meters.")
    private @Nullable Path meters;

    @Option(names = "--holidays", paramLabel = "FILE", description = "Holidays beside those of the country.")
    private @Nullable Path holidays;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        ImportFiles files = new ImportFiles(load, weather, weatherForecast, meters, holidays);
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name a file to import, such as --load load.csv.gz.");
        }
        files.requireReadable();
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openStores()) {
            return new Importer(shell.console(), stores, wiring.config().data()).run(files) ? 0 : 1;
        }
    }
}
