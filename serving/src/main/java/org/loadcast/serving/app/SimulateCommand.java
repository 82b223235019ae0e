package org.loadcast.serving.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.SimulatedDistrict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast simulate}: meters that never were, as files. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates meters with the weather that drives them, and writes them as files to import.",
            "The same options give the same bytes."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast simulate district --out simulated",
            "  loadcast simulate appliances --days 1 --faults --out simulated",
            "  loadcast simulate households --count 20 --days 30 --step PT1M --faults --out simulated"
        })
final class SimulateCommand implements Callable<Integer> {

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

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Directory for the files; files of the same name are replaced.")
    private Path out;

    @Option(names = "--count", paramLabel = "N", description = "Buildings (default: 4 households, 10 of a district).")
    private @Nullable Integer count;

    @Option(names = "--days", paramLabel = "N", description = "Days of history (default: 365, of appliances 7).")
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

    SimulateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Console console = shell.console();
        DistrictPlan plan = plan();
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

    /** Simulates with visible progress; the demo does too. */
    static SimulatedDistrict simulate(Console console, DistrictPlan plan) {
        int buildings = plan.buildings().size() + plan.neighbours();
        try (Progress progress = console.progress("simulating", buildings, "buildings")) {
            return new DistrictSimulator(plan).simulate((done, of) -> progress.to(done));
        }
    }

    private DistrictPlan plan() {
        Climate climate = Climate.zaragoza();
        HolidayCalendar holidays = HolidayCalendar.forCountry(climate.country());
        int buildings = count == null ? kind.usualCount : count;
        try {
            Duration every = step == null ? Duration.parse(kind == Kind.APPLIANCES ? "PT1S" : "PT15M") : step;
            Interval span = span(climate.zone());
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

    private Interval span(ZoneId zone) {
        LocalDate end = until == null ? LocalDate.ofInstant(shell.clock().instant(), zone) : until;
        int length = days == null ? (kind == Kind.APPLIANCES ? 7 : 365) : days;
        Instant from = end.minusDays(length).atStartOfDay(zone).toInstant();
        return new Interval(from, end.atStartOfDay(zone).toInstant());
    }
}
