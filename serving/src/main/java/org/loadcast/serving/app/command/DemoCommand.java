package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.api.SimulatorRoutes;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.ForecastTable;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.files.ImportFiles;
import org.loadcast.serving.app.files.Importer;
import org.loadcast.serving.app.live.FaultySink;
import org.loadcast.serving.app.live.LiveMeters;
import org.loadcast.serving.app.live.LiveSink;
import org.loadcast.serving.app.settings.LoadcastConfig;
import org.loadcast.serving.app.wiring.Service;
import org.loadcast.serving.app.wiring.ServicePart;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.app.wiring.Worker;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.simulator.SimulatedClock;
import org.loadcast.serving.simulator.Simulator;
import org.loadcast.training.backtest.BacktestTask;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.report.BacktestReport;
import org.loadcast.training.run.TrainingRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadcast demo}: the main job from nothing. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Does the main job from nothing: simulates a district with weather and a year of history, imports it,",
            "trains, backtests, prints a leaderboard and tomorrow's forecast of one meter, and then serves while the",
            "meters live on. It works in a directory of its own (data/demo) and leaves every other alone."
        },
        footer = {"", "Examples:", "  loadcast demo --once", "  loadcast demo --port 7070 --speed 60"})
public final class DemoCommand implements Callable<Integer> {

    private static final int BUILDINGS = 10;
    private static final int HISTORY_DAYS = 365;
    private static final Duration LIVES_ON = Duration.ofDays(30);
    private static final Duration STEP = Duration.ofMinutes(15);
    /** In real time: at an hour a second, the usual five minutes would be weeks. */
    private static final Duration ALERTS = Duration.ofSeconds(5);

    /** One of each kind; the other meters have no model yet, and the fallback ladder answers for them. */
    private static final List<MeterId> TRAINED = List.of(
            MeterId.of("feeder"),
            MeterId.of("home-01"),
            MeterId.of("office-01"),
            MeterId.of("pv-home-01-net"),
            MeterId.of("shift-home-01"));

    private static final MeterId SHOWN = MeterId.of("feeder");

    @Option(names = "--once", description = "Print the results and exit, instead of serving.")
    private boolean once;

    @Option(names = "--port", paramLabel = "N", description = "Port to serve on, 0 for any (default: as configured).")
    private @Nullable Integer port;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "How much faster than real time the meters live on (default: ${DEFAULT-VALUE}).")
    private int speed;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the simulation and of training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (speed < 1) {
            throw new ParameterException(spec.commandLine(), "Speed " + speed + " is not 1 or more.");
        }
        LoadcastConfig config = shell.config();
        Path home = shell.data().orElse(config.data().resolve("demo"));
        DemoDirectory directory = DemoDirectory.fresh(home);
        Instant now = shell.clock().instant();
        Wiring wiring = new Wiring(
                config.embeddedIn(home), Clock.fixed(now, shell.clock().getZone()));
        DistrictPlan plan = plan(now, Duration.ZERO);

        wiring.topology().write(new DemoGrid(simulate(plan, directory)).topology());
        try (Stores stores = wiring.openStores()) {
            importFiles(stores, directory);
            train(wiring, stores, plan.span().to());
            backtest(wiring, plan, directory);
            forecast(wiring, stores);
        }
        if (once) {
            next(home, directory);
        } else {
            live(wiring, now);
        }
        return 0;
    }

    /** The district until {@code ahead} from now; a longer plan begins with the meters of a shorter one. */
    private DistrictPlan plan(Instant now, Duration ahead) {
        long step = STEP.toSeconds();
        Instant end = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), step) * step);
        Climate climate = Climate.zaragoza();
        return DistrictPlan.district(
                BUILDINGS,
                climate,
                HolidayCalendar.forCountry(climate.country()),
                new Interval(end.minus(Duration.ofDays(HISTORY_DAYS)), end.plus(ahead)),
                STEP,
                seed);
    }

    private SimulatedDistrict simulate(DistrictPlan plan, DemoDirectory directory) throws IOException {
        heading("1 of 5: a district that never was, a year every quarter of an hour, and its weather");
        SimulatedDistrict district = SimulateCommand.simulate(shell.console(), plan);
        try (Progress progress =
                shell.console().progress("writing files", district.meters().size(), "meters")) {
            directory.files().write(plan, district, false, progress);
        }
        return district;
    }

    private void importFiles(Stores stores, DemoDirectory directory) throws IOException {
        heading("2 of 5: import");
        boolean good = new Importer(shell.console(), stores, directory.path()).run(ImportFiles.of(directory.files()));
        if (!good) {
            throw new CommandFailure("The simulated files could not be imported; see the reasons above.");
        }
    }

    private void train(Wiring wiring, Stores stores, Instant until) throws InterruptedException {
        heading("3 of 5: training, scored on two weeks that no model has seen");
        List<Meter> meters = MeterSelection.of(stores.meters(), TRAINED);
        TrainingRequest request = new TrainingRequest(Horizon.DAY_AHEAD, until, Set.of(), Effort.QUICK, seed);
        TrainCommand.report(
                shell.console(), TrainCommand.train(shell.console(), wiring, stores, meters, List.of(request)));
    }

    private void backtest(Wiring wiring, DistrictPlan plan, DemoDirectory directory)
            throws IOException, InterruptedException {
        heading("4 of 5: backtest, the next day from every noon of two weeks");
        new DemoTask(plan, List.of(SHOWN, TRAINED.get(1))).write(directory);
        BacktestReport report = BacktestCommand.run(
                shell.console(),
                BacktestTask.read(directory.task()),
                Set.of(),
                wiring.families(),
                wiring.config().threads(),
                directory.backtest());
        BacktestCommand.leaderboard(report).lines().forEach(shell.console()::line);
        shell.console().line("Report with charts: %s", directory.backtest().resolve("report.html"));
    }

    private void forecast(Wiring wiring, Stores stores) {
        heading("5 of 5: tomorrow");
        try (ForecastService service = wiring.forecastService(stores, wiring.openRegistry())) {
            Forecast forecast = service.forecast(SHOWN, Horizon.DAY_AHEAD, Quantiles.of(0.1, 0.5, 0.9));
            Meter meter = MeterSelection.of(stores.meters(), List.of(SHOWN)).get(0);
            new ForecastTable(forecast, meter.zone(), shell.console().columns())
                    .lines()
                    .forEach(shell.console()::line);
        }
    }

    private void next(Path home, DemoDirectory directory) {
        heading("Now try");
        shell.console().line("  ./loadcast forecast --data %s --meter home-01", home);
        shell.console().line("  ./loadcast serve --data %s", home);
        shell.console().line("  ./loadcast backtest --task %s --out %s", directory.task(), directory.backtest());
    }

    private void live(Wiring wiring, Instant now) throws InterruptedException {
        heading("The meters live on" + (speed > 1 ? ", " + speed + " times as fast as real ones" : ""));
        SimulatedDistrict district = SimulateCommand.simulate(shell.console(), plan(now, LIVES_ON));
        Instant historyEnd = plan(now, Duration.ZERO).span().to();
        SimulatedClock clock = new SimulatedClock(shell.clock(), speed);
        Simulator simulator = new Simulator(
                clock, district.meters().stream().map(each -> each.meter().id()).toList(), historyEnd.plus(LIVES_ON));
        Wiring living = new Wiring(wiring.config().alertsAskedEvery(ALERTS), clock);
        new Service(shell.console(), living, port).run(installation -> {
            LiveSink sink = new FaultySink(living.mqtt().liveSink(installation), simulator.faults(), STEP);
            return List.of(
                    ServicePart.of(new SimulatorRoutes(simulator)),
                    new Worker("live-meters", new LiveMeters(district, historyEnd, sink, clock::await)));
        });
    }

    private void heading(String text) {
        shell.console().line("");
        shell.console().line("== " + text);
    }
}
