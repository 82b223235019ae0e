import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.features.simulation.SimulationProgress;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.blend.Families;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.PromotionRule;
import org.loadcast.training.run.TrainingOutcome;
import org.loadcast.training.run.TrainingRequest;
import org.loadcast.training.run.TrainingRun;

/**
 * Trains what {@code train} would promote for one simulated feeder with a year of quarter-hours, weather and its forecasts, and tells the
 * seconds of CPU of the whole and of every member, all of its fits together: they do not depend on what else the machine does.
 *
 * <p>Arguments: days, then the horizons ({@code day-ahead}, {@code quarter-hour}).
 */
final class TrainingBenchmark {

    private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");

    public static void main(String[] arguments) throws IOException {
        MeterHistory history = history(Integer.parseInt(arguments[0]));
        for (int i = 1; i < arguments.length; i++) {
            measure(history, Horizon.parse(arguments[i]));
        }
    }

    private static void measure(MeterHistory history, Horizon horizon) throws IOException {
        Map<String, double[]> seconds = new TreeMap<>();
        Families installed = Families.installed();
        List<ForecasterFamily> timed = new ArrayList<>();
        installed.names().forEach(name -> timed.add(new Timed(installed.get(name), seconds)));
        Path directory = Files.createTempDirectory("loadcast-training");
        long wall = System.nanoTime();
        long cpu = processNanos();
        TrainingOutcome outcome;
        try {
            ModelRegistry registry = ModelRegistry.open(directory, timed, Clock.systemUTC());
            outcome = new TrainingRun(registry, new Families(timed), PromotionRule.ANY_IMPROVEMENT)
                    .train(
                            history,
                            new TrainingRequest(horizon, history.grid().end(), Set.of(), Effort.STANDARD, 1),
                            FitProgress.SILENT);
        } finally {
            try (var files = Files.walk(directory)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f s of CPU, %.1f s by the clock, %d processors%n",
                horizon.label(),
                (processNanos() - cpu) / 1e9,
                (System.nanoTime() - wall) / 1e9,
                Runtime.getRuntime().availableProcessors());
        seconds.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -entry.getValue()[0]))
                .forEach(entry -> System.out.printf(
                        Locale.ROOT,
                        "%8.1f s in %2.0f fits  %s%n",
                        entry.getValue()[0],
                        entry.getValue()[1],
                        entry.getKey()));
        System.out.println("weights: " + outcome.weights());
    }

    /** Adds up the CPU of the fits of one family, by its settings. A fit runs in the thread that asks for it. */
    private record Timed(ForecasterFamily family, Map<String, double[]> seconds) implements ForecasterFamily {

        @Override
        public String name() {
            return family.name();
        }

        @Override
        public Forecaster forecaster(Map<String, String> parameters) {
            Forecaster forecaster = family.forecaster(parameters);
            String label = family.name() + " " + new LinkedHashMap<>(new TreeMap<>(parameters));
            return (set, options) -> fit(forecaster, set, options, label);
        }

        private FittedForecaster fit(Forecaster forecaster, TrainingSet set, FitOptions options, String label) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            try {
                return forecaster.fit(set, options);
            } finally {
                double spent = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
                synchronized (seconds) {
                    double[] sum = seconds.computeIfAbsent(label, any -> new double[2]);
                    sum[0] += spent;
                    sum[1]++;
                }
            }
        }

        @Override
        public FittedForecaster load(Path directory) throws IOException {
            return family.load(directory);
        }
    }

    private static MeterHistory history(int days) {
        Interval span = Interval.of(START, Duration.ofDays(days));
        SimulatedDistrict district = new DistrictSimulator(DistrictPlan.district(
                        4, Climate.zaragoza(), HolidayCalendar.none(), span, Duration.ofMinutes(15), 1))
                .simulate(SimulationProgress.SILENT);
        SimulatedMeter feeder = district.meters().get(district.meters().size() - 1);
        return new MeterHistory(
                feeder.meter(),
                HolidayCalendar.forMeter(feeder.meter()),
                feeder.load(),
                List.of(district.weather().observed(span)),
                district.weather().forecasts(span),
                FutureWeather.FORECAST);
    }

    private static long processNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
