package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.FaultInjector;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.files.SimulationFiles;
import org.loadcast.serving.app.live.LiveMeters;
import org.loadcast.serving.app.live.MqttSink;
import org.loadcast.serving.app.live.Pace;
import org.loadcast.serving.ingest.mqtt.BrokerAddress;
import org.loadcast.serving.ingest.mqtt.MqttLink;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast simulate}: meters that never were, as files or live by MQTT. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates meters with the weather that drives them, and writes them as files to import,",
            "the same bytes for the same options; or lets them live and publishes what they measure by MQTT."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast simulate district --out simulated",
            "  loadcast simulate appliances --days 1 --faults --out simulated",
            "  loadcast simulate households --count 20 --days 30 --step PT1M --faults --out simulated",
            "  loadcast simulate households --mqtt mqtt://127.0.0.1:1883 --days 7 --speed 3600"
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final Duration LIVES = Duration.ofDays(30);

    /** What can be simulated. */
    enum Kind {
        /** Homes alone. */
        HOUSEHOLDS(4),
        /** Homes, an office, a shop, PV, and the feeder of a whole street. */
        DISTRICT(10),
        /** A day worker, an office and a shift worker, with air conditioning and water heater apart. */
        APPLIANCES(3);

        private final int usualCount;

        Kind(int usualCount) {
            this.usualCount = usualCount;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            paramLabel = "WHAT",
            description = {
                "households: homes alone; district: homes, office, shop, PV and their feeder;",
                "appliances: day worker, office and shift worker, air conditioning and water heater apart."
            })
    private Kind kind;

    /** Files or a broker. */
    static final class Target {

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Directory for the files; files of the same name are replaced.")
        private @Nullable Path out;

        @Option(
                names = "--mqtt",
                paramLabel = "URL",
                description = "Broker to publish to, mqtt://HOST:PORT, until Ctrl-C (households and district).")
        private @Nullable String mqtt;
    }

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --mqtt: how much faster than real time the days of the past go by (default: 1).")
    private int speed;

    @Option(names = "--count", paramLabel = "N", description = "Buildings (default: 4 households, 10 of a district).")
    private @Nullable Integer count;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days of history (default: 365, of appliances 7; with --mqtt none before now).")
    private @Nullable Integer days;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "Local day after the last simulated one (default: today).")
    private @Nullable LocalDate until;

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "Spacing of the readings, PT1S to PT1H (default: PT15M, of appliances PT1S).")
    private @Nullable Duration step;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--faults",
            description = "Put faults in (negative, spike, missing, stuck, clock jump); faults.csv tells where.")
    private boolean faults;

    @Option(names = "--batteries", description = "Put a battery into every home with panels.")
    private boolean batteries;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public SimulateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        return target.mqtt == null ? write(Objects.requireNonNull(target.out)) : publish(target.mqtt);
    }

    private int write(Path out) throws IOException {
        Console console = shell.console();
        DistrictPlan plan = plan(this::span);
        SimulatedDistrict district = simulate(console, plan);
        SimulationFiles files = new SimulationFiles(out);
        try (Progress progress =
                console.progress("writing " + files.load(), district.meters().size(), "meters")) {
            files.write(plan, district, faults, progress);
        }
        console.line(
                "Simulated %d meters from %s to %s every %s, seed %d.",
                district.meters().size(), plan.span().from(), plan.span().to(), plan.step(), seed);
        console.line("Import them with:");
        console.line(
                "  ./loadcast import --meters %s --holidays %s --weather %s --weather-forecast %s --load %s",
                files.meters(), files.holidays(), files.weather(), files.weatherForecast(), files.load());
        return 0;
    }

    private int publish(String url) {
        if (kind == Kind.APPLIANCES || until != null || speed < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "With --mqtt, give households or district, no --until, and a --speed from 1 on.");
        }
        BrokerAddress broker = address(url);
        DistrictPlan plan = plan((climate, every) -> liveSpan(every));
        Instant from = liveFrom(plan.step());
        SimulatedDistrict district = simulate(shell.console(), plan);
        if (faults) {
            district = spoiled(district, plan.seed());
        }
        shell.console()
                .line(
                        "Publishes %d meters to %s every %s, from %s on. Ctrl-C ends it.",
                        district.meters().size(), broker, plan.step(), from);
        MqttLink link = MqttLink.publishing(
                shell.config().mqtt(),
                broker,
                "loadcast-simulation-" + ProcessHandle.current().pid());
        new LiveMeters(district, from, new MqttSink(link), Pace.catchingUp(shell.clock(), plan.step(), speed)).run();
        return 0;
    }

    private BrokerAddress address(String url) {
        try {
            return BrokerAddress.parse(url);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static SimulatedDistrict spoiled(SimulatedDistrict district, long seed) {
        FaultInjector injector = new FaultInjector(seed);
        List<SimulatedMeter> meters = district.meters().stream()
                .map(simulated -> new SimulatedMeter(
                        simulated.meter(),
                        injector.spoil(simulated.meter(), simulated.load()).load()))
                .toList();
        return new SimulatedDistrict(meters, district.weather());
    }

    /** Simulates with visible progress; the demo does too. */
    static SimulatedDistrict simulate(Console console, DistrictPlan plan) {
        int buildings = plan.buildings().size() + plan.neighbours();
        try (Progress progress = console.progress("simulating", buildings, "buildings")) {
            return new DistrictSimulator(plan).simulate((done, of) -> progress.to(done));
        }
    }

    private DistrictPlan plan(BiFunction<Climate, Duration, Interval> spans) {
        Climate climate = Climate.zaragoza();
        HolidayCalendar holidays = HolidayCalendar.forCountry(climate.country());
        int buildings = count == null ? kind.usualCount : count;
        try {
            Duration every = step == null ? Duration.parse(kind == Kind.APPLIANCES ? "PT1S" : "PT15M") : step;
            Interval span = spans.apply(climate, every);
            DistrictPlan plan = switch (kind) {
                case DISTRICT -> DistrictPlan.district(buildings, climate, holidays, span, every, seed);
                case HOUSEHOLDS -> DistrictPlan.households(buildings, climate, holidays, span, every, seed);
                case APPLIANCES -> DistrictPlan.appliances(buildings, climate, holidays, span, every, seed);
            };
            return batteries ? plan.withBatteries() : plan;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Interval span(Climate climate, Duration every) {
        ZoneId zone = climate.zone();
        LocalDate end = until == null ? LocalDate.ofInstant(shell.clock().instant(), zone) : until;
        int length = days == null ? (kind == Kind.APPLIANCES ? 7 : 365) : days;
        Instant from = end.minusDays(length).atStartOfDay(zone).toInstant();
        return new Interval(from, end.atStartOfDay(zone).toInstant());
    }

    /** The first interval that is published live: the one that lasts at present, or earlier by the days of the past. */
    private Instant liveFrom(Duration every) {
        long step = every.toSeconds();
        Instant now =
                Instant.ofEpochSecond(Math.floorDiv(shell.clock().instant().getEpochSecond(), step) * step);
        return now.minus(Duration.ofDays(days == null ? 0 : days));
    }

    /** From a day earlier, because weather is known late, until long after. */
    private Interval liveSpan(Duration every) {
        Instant from = liveFrom(every);
        return new Interval(
                from.minus(Duration.ofDays(1)),
                from.plus(Duration.ofDays(days == null ? 0 : days)).plus(LIVES));
    }
}
