import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.quality.Finding;
import org.loadcast.features.quality.QualityReport;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.Fault;
import org.loadcast.features.simulation.FaultInjector;
import org.loadcast.features.simulation.FaultKind;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.features.simulation.SimulationProgress;

/**
 * Recall and precision of the quality checks on simulated meters whose faults are known: one fault in ten days of every meter, a
 * pass for each kind and one with all kinds mixed. A fault is found when a finding of its kind overlaps it; a finding is right when it overlaps a fault.
 *
 * <p>Arguments: meters, days, seed.
 */
final class DetectionBenchmark {

    private static final Instant START = Instant.parse("2023-04-01T00:00:00Z");

    /** The names of the findings that tell of a kind of fault. */
    private static final Map<FaultKind, Set<String>> TELLING = Map.of(
            FaultKind.MISSING, Set.of("gap"),
            FaultKind.NEGATIVE, Set.of("sign flip", "spike"),
            FaultKind.STUCK, Set.of("flatline"),
            FaultKind.SPIKE, Set.of("spike"),
            FaultKind.NIGHT_GENERATION, Set.of("dark generation"));

    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        int days = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        boolean verbose = arguments.length > 3;
        Interval span = Interval.of(START, Duration.ofDays(days));
        List<SimulatedMeter> meters = new DistrictSimulator(DistrictPlan.district(
                        count, Climate.zaragoza(), HolidayCalendar.none(), span, Duration.ofMinutes(15), seed))
                .simulate(SimulationProgress.SILENT)
                .meters()
                .subList(0, count);
        System.out.printf(Locale.ROOT, "%d meters, %d days of quarter-hours, seed %d%n", count, days, seed);
        System.out.printf(Locale.ROOT, "%-18s %7s %7s %8s %6s %10s%n", "fault", "faults", "found", "recall", "wrong", "precision");
        List<FaultKind> kinds = List.of(
                FaultKind.MISSING, FaultKind.NEGATIVE, FaultKind.STUCK, FaultKind.SPIKE, FaultKind.NIGHT_GENERATION);
        for (FaultKind kind : kinds) {
            run(kind.label(), meters, List.of(kind), seed, verbose);
        }
        long findings = meters.stream()
                .mapToLong(meter ->
                        QualityReport.of(meter.meter(), meter.load()).findings().size())
                .sum();
        System.out.printf(Locale.ROOT, "none               %d findings%n", findings);
    }

    private static void run(String name, List<SimulatedMeter> meters, List<FaultKind> kinds, long seed, boolean verbose) {
        int faults = 0;
        int found = 0;
        int right = 0;
        int wrong = 0;
        Map<String, Integer> missed = new TreeMap<>();
        for (SimulatedMeter meter : meters) {
            String category = meter.meter().category().orElse("");
            if (kinds.contains(FaultKind.NIGHT_GENERATION) && !category.equals("pv")
                    // A net meter of a home with panels has either sign all day: nobody could tell a turned one.
                    || kinds.contains(FaultKind.NEGATIVE) && category.equals("net")) {
                continue;
            }
            FaultInjector.Spoiled spoiled = new FaultInjector(seed, kinds, 1).spoil(meter.meter(), meter.load());
            List<Finding> findings = new ArrayList<>(
                    QualityReport.of(meter.meter(), spoiled.load()).findings());
            for (Fault fault : spoiled.faults()) {
                faults++;
                if (findings.stream().anyMatch(f -> TELLING.get(fault.kind()).contains(f.kind()) && overlap(f, fault))) {
                    found++;
                } else {
                    missed.merge(meter.meter().category().orElse(""), 1, Integer::sum);
                    if (verbose) {
                        int at = meter.load().grid().indexOf(fault.interval().from());
                        System.out.println("  missed " + fault + " true " + meter.load().kilowatts(at) + " told "
                                + (spoiled.load().isMissing(at) ? "-" : spoiled.load().kilowatts(at)));
                    }
                }
            }
            for (Finding finding : findings) {
                if (spoiled.faults().stream().anyMatch(fault -> overlap(finding, fault))) {
                    right++;
                } else {
                    wrong++;
                    if (verbose) {
                        System.out.println("  wrong " + meter.meter().id() + " " + finding.sentence());
                    }
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-18s %7d %7d %8.3f %6d %10.3f  %s%n",
                name,
                faults,
                found,
                (double) found / faults,
                wrong,
                right + wrong == 0 ? 1 : (double) right / (right + wrong),
                missed.isEmpty() ? "" : "missed " + missed);
    }

    private static boolean overlap(Finding finding, Fault fault) {
        return finding.interval().intersect(fault.interval()).isPresent();
    }
}
