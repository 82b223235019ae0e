package org.loadcast.serving.app.command;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.weather.WeatherUpdates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadcast weather}: weather from Open-Meteo into the store. */
@Command(
        name = "weather",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches weather from Open-Meteo for the weather locations of the meters, or where the meters are.",
            "A service does so by itself when weather.source is open-meteo. Its free use is for non-commercial purposes."
        },
        synopsisSubcommandLabel = "ACTION",
        footer = {
            "",
            "Examples:",
            "  loadcast weather update",
            "  loadcast weather history --from 2023-01-01 --to 2024-05-31"
        })
public final class WeatherCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public WeatherCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name an action: update or history.");
    }

    @Command(
            name = "update",
            mixinStandardHelpOptions = true,
            description =
                    "The forecast and the last two days; places that were asked for within the interval are left out.")
    int update() {
        try (Stores stores = shell.wiring().openExistingStores()) {
            return tell(shell.wiring().weatherUpdates(stores).update());
        }
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "The past, as measured weather; what is stored already is not asked for again.")
    int history(
            @Option(names = "--from", paramLabel = "DATE", required = true, description = "First day (UTC).")
                    LocalDate from,
            @Option(names = "--to", paramLabel = "DATE", description = "Last day (default: yesterday).") @Nullable
                    LocalDate to,
            @Option(
                            names = "--source",
                            paramLabel = "SOURCE",
                            defaultValue = "archive",
                            description =
                                    "archive: reanalysis, ends some five days ago; forecasts: what was forecast some"
                                            + " hours before, up to yesterday (default: ${DEFAULT-VALUE}).")
                    WeatherUpdates.History source) {
        LocalDate today = LocalDate.ofInstant(shell.clock().instant(), ZoneOffset.UTC);
        LocalDate last = to == null ? today.minusDays(1) : to;
        if (from.isAfter(last) || last.isAfter(today)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "From " + from + " to " + last + " is no span of past days. It is " + today + ".");
        }
        try (Stores stores = shell.wiring().openExistingStores()) {
            return tell(shell.wiring().weatherUpdates(stores).history(from, last, source));
        }
    }

    private int tell(WeatherUpdates.Report report) {
        Console console = shell.console();
        report.updated().forEach(location -> console.line("%s: new weather", location));
        report.fresh().forEach(location -> console.line("%s: what is stored is new enough", location));
        report.failed().forEach((location, why) -> console.note(location + ": " + why));
        report.unknown()
                .forEach(location -> console.note(location
                        + ": nobody knows where that is. Give its meters a latitude and longitude, or set weather.locations."
                        + location + ": latitude,longitude"));
        if (report.updated().isEmpty()
                && report.fresh().isEmpty()
                && report.failed().isEmpty()
                && report.unknown().isEmpty()) {
            console.line(
                    "No meter has a weather location or a place. Import a meters file with latitude and longitude.");
        }
        return report.failed().isEmpty() ? 0 : 1;
    }
}
