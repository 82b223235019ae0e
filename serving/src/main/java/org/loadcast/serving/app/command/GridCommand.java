package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.grid.GridDay;
import org.loadcast.features.grid.Topology;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.api.GridFlowJson;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Kilowatts;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.grid.GridForecast;
import org.loadcast.serving.grid.GridForecasts;
import org.loadcast.serving.grid.TopologyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast grid}: where the feeder congests tomorrow. */
@Command(
        name = "grid",
        mixinStandardHelpOptions = true,
        description = {
            "Tells where and when a feeder congests tomorrow, by maximum flow and minimum cut over the day-ahead forecasts of its",
            "meters: how much load must move, which meters matter most, and which ties to close when a line is out."
        },
        synopsisSubcommandLabel = "ACTION",
        footer = {
            "",
            "Examples:",
            "  loadcast grid set feeder.yaml",
            "  loadcast grid flow --quantile 0.9",
            "  loadcast grid flow --topology feeder.yaml --out L1 --format json"
        })
public final class GridCommand implements Runnable {

    /** The forms of the answer. */
    enum Form {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int SHOWN = 20;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public GridCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name an action: set or flow.");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Checks a topology (JSON or YAML) and keeps it in the data directory.")
    int set(@Parameters(paramLabel = "FILE", description = "The topology.") Path file) throws IOException {
        Topology topology = parse(file);
        shell.wiring().topology().write(topology);
        shell.console()
                .line(
                        "%d nodes, %d lines, %d meters.",
                        topology.nodes().size(),
                        topology.lines().size(),
                        topology.meters().size());
        return 0;
    }

    @Command(
            name = "flow",
            mixinStandardHelpOptions = true,
            description = "Shows what the lines can carry of tomorrow's forecasts.")
    int flow(
            @Option(
                            names = "--quantile",
                            paramLabel = "Q",
                            defaultValue = "0.9",
                            description = "Level at which every meter is taken (default: ${DEFAULT-VALUE}).")
                    String quantile,
            @Option(names = "--at", paramLabel = "TIME", description = "What counts as now.") @Nullable Instant at,
            @Option(names = "--out", paramLabel = "LINE", split = ",", description = "Lines that are out of service.")
                    @Nullable
                    Set<String> out,
            @Option(
                            names = "--topology",
                            paramLabel = "FILE",
                            description = "A topology (default: the one that was set).")
                    @Nullable
                    Path file,
            @Option(
                            names = "--format",
                            paramLabel = "FORM",
                            defaultValue = "table",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    Form form)
            throws IOException {
        double level = level(quantile);
        Wiring wiring = shell.wiring();
        Topology topology = file == null ? kept(wiring.topology()) : parse(file);
        try (Stores stores = wiring.openExistingStores();
                ForecastService service = wiring.forecastService(stores, wiring.openRegistry())) {
            GridForecast forecast = new GridForecasts(stores.meters(), service)
                    .of(topology, level, at == null ? shell.clock().instant() : at, out == null ? Set.of() : out);
            if (form == Form.JSON) {
                shell.console().line(GridFlowJson.of(forecast).pretty());
            } else {
                print(forecast);
            }
        } catch (IllegalArgumentException unknownLine) {
            throw new CommandFailure(String.valueOf(unknownLine.getMessage()), unknownLine);
        }
        return 0;
    }

    private double level(String quantile) {
        try {
            return GridForecasts.quantile(quantile);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--quantile: " + wrong.getMessage(), wrong);
        }
    }

    private static Topology kept(TopologyFile file) {
        try {
            return file.read()
                    .orElseThrow(() -> new CommandFailure(
                            "There is no topology yet. Use loadcast grid set FILE, or --topology FILE."));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Topology parse(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CommandFailure("The topology " + file + " cannot be read. Name a file that is there.");
        }
        try {
            return TopologyFile.parse(Files.readString(file));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private void print(GridForecast forecast) {
        Console console = shell.console();
        GridDay day = forecast.day();
        console.line(
                "%s to %s %s, every meter at its quantile %s",
                minute(forecast, day.grid().start()),
                minute(forecast, day.grid().end()),
                forecast.zone().getId(),
                forecast.quantile());
        if (!day.out().isEmpty()) {
            console.line(
                    "Out: %s. Ties to close: %s.",
                    String.join(", ", day.out()),
                    day.tiesToClose().isEmpty() ? "none" : String.join(", ", day.tiesToClose()));
        }
        forecast.missing().forEach((meter, why) -> console.line("No forecast of %s, counted as 0 kW: %s", meter, why));
        console.line("%s", verdict(forecast));
        console.line("");
        TextTable lines = new TextTable("line", "from", "to", "capacity kW", "peak kW", "at", "used", "congested");
        day.lines().stream()
                .limit(SHOWN)
                .forEach(line -> lines.row(
                        line.line().id(),
                        line.line().from(),
                        line.line().to(),
                        Kilowatts.format(line.line().capacityKw()),
                        Kilowatts.format(line.peakKw()),
                        minute(forecast, line.peakAt()),
                        Math.round(100 * line.utilisation()) + " %",
                        line.congested() + " steps"));
        lines.lines().forEach(console::line);
        List<GridDay.MeterShare> meters = day.metersBeyond();
        if (!meters.isEmpty()) {
            console.line("");
            TextTable table = new TextTable("meter beyond the cut", "node", "kWh", "share");
            meters.stream()
                    .limit(SHOWN)
                    .forEach(meter -> table.row(
                            meter.meter(),
                            meter.node(),
                            Kilowatts.format(meter.energyKwh()),
                            Math.round(100 * meter.share()) + " %"));
            table.lines().forEach(console::line);
        }
    }

    private static String verdict(GridForecast forecast) {
        GridDay day = forecast.day();
        String curtailed = day.curtailedKwh() > 0
                ? " " + Kilowatts.format(day.curtailedKwh()) + " kWh of generation cannot be taken."
                : "";
        if (day.worst().isEmpty()) {
            return "All demand can be met." + curtailed;
        }
        int worst = day.worst().getAsInt();
        return "%s kWh must move; at worst %s kW at %s.%s"
                .formatted(
                        Kilowatts.format(day.shortfallKwh()),
                        Kilowatts.format(day.flows().get(worst).shortfallKw()),
                        minute(forecast, day.grid().startOf(worst)),
                        curtailed);
    }

    private static String minute(GridForecast forecast, Instant instant) {
        return MINUTE.format(instant.atZone(forecast.zone()));
    }
}
