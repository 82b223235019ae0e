package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.app.files.ImportFiles;
import org.loadcast.serving.app.files.Importer;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.site.SiteDesk;
import org.loadcast.serving.site.WatchedStores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast import}: CSV files, and files of others, into the store. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports CSV files, plain or gzipped, into the store, or files of others by the name of their format.",
            "Importing a file again changes nothing. Rows that cannot be used are listed with line and reason;",
            "the others are kept."
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
            "Examples:",
            "  loadcast import --meters meters.csv --load load.csv.gz --weather weather.csv.gz",
            "  loadcast import --formats",
            "  loadcast import green-button usage.xml --meter home --zone America/Chicago",
            "  loadcast import home-assistant history.csv --set unit=W",
            "  loadcast import tmpo /mnt/flukso/usr/share/tmpo/sensor"
        })
public final class ImportCommand implements Callable<Integer> {

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

    @Parameters(
            paramLabel = "FORMAT FILE",
            arity = "0..*",
            description =
                    "Name of a format (see --formats), then its files; some formats take directories and addresses.")
    private List<String> source = List.of();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of a format's local times and new meters.")
    private @Nullable String zone;

    @Option(
            names = "--meter",
            paramLabel = "NAME",
            description = "With a format: the meter's id; where a file has several meters, it stands before theirs.")
    private @Nullable String meter;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of a format, see --formats.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--formats", description = "List the formats and their settings.")
    private boolean formats;

    @Option(names = "--missing", description = "List what sources could not give; the next run asks for it again.")
    private boolean missing;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (formats) {
            new SourceImporter(shell).listFormats();
            return 0;
        }
        if (missing) {
            new SourceImporter(shell).listMissing();
            return 0;
        }
        ImportFiles files = new ImportFiles(load, weather, weatherForecast, meters, holidays);
        if (!source.isEmpty()) {
            return importSource(files) ? 0 : 1;
        }
        if (files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Name a file to import, such as --load load.csv.gz, or a format and its files.");
        }
        if (zone != null || meter != null || !settings.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--zone, --meter and --set belong to a format; name one first.");
        }
        files.requireReadable();
        Wiring wiring = shell.wiring();
        try (WatchedStores stores = wiring.openStores()) {
            boolean good = new Importer(shell.console(), stores, wiring.config().data()).run(files);
            new SiteDesk(stores, SiteDesk.DerivedListener.NONE)
                    .derive(done -> {})
                    .forEach(site -> shell.console().line("Site %s: %,d values derived", site.site(), site.rows()));
            return good ? 0 : 1;
        }
    }

    private boolean importSource(ImportFiles files) throws IOException {
        if (!files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Import files of the format " + source.get(0) + " and CSV files of our own one after the"
                            + " other.");
        }
        if (source.size() == 1) {
            throw new ParameterException(
                    spec.commandLine(), "Name the files of the format " + source.get(0) + " after it.");
        }
        try {
            return new SourceImporter(shell)
                    .run(source.get(0), source.subList(1, source.size()), zone(), Optional.ofNullable(meter), settings);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Optional<ZoneId> zone() {
        try {
            return Optional.ofNullable(zone).map(ZoneId::of);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "Zone '" + zone + "' is not known. Use a name of the IANA database such as Europe/Amsterdam.",
                    unknown);
        }
    }
}
