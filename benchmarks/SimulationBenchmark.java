import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.Replay;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.features.simulation.SimulationProgress;
import org.loadcast.features.store.sqlite.SqliteStores;

/**
 * Simulates meters and replays them into the embedded store, a durable batch for each instant, and tells how many times faster than
 * real time both go by the CPU.
 *
 * <p>Arguments: meters, minutes of the step, hours.
 */
final class SimulationBenchmark {

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int count = Integer.parseInt(arguments[0]);
        Duration step = Duration.ofMinutes(Long.parseLong(arguments[1]));
        Duration length = Duration.ofHours(Long.parseLong(arguments[2]));
        Interval span = Interval.of(Instant.parse("2023-07-01T00:00:00Z"), length);
        Map<MeterId, LoadSeries> history = new TreeMap<>();
        long wall = System.nanoTime();
        long cpu = cpu();
        DistrictPlan plan = DistrictPlan.households(count, Climate.zaragoza(), HolidayCalendar.none(), span, step, 1);
        for (SimulatedMeter meter : new DistrictSimulator(plan).simulate(SimulationProgress.SILENT).meters()) {
            if (history.size() < count) {
                history.put(meter.meter().id(), meter.load());
            }
        }
        report(count + " meters, " + step + ", simulated", length, wall, cpu);
        Path directory = Files.createTempDirectory("loadcast-simulation");
        try (SqliteStores stores = SqliteStores.open(directory)) {
            wall = System.nanoTime();
            cpu = cpu();
            Replay.of(history)
                    .play(Double.POSITIVE_INFINITY, batch -> stores.measurements().write(batch.readings()));
            report(count + " meters, " + step + ", stored   ", length, wall, cpu);
        } finally {
            try (var files = Files.walk(directory)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void report(String what, Duration length, long wall, long cpu) {
        double seconds = (System.nanoTime() - wall) / 1e9;
        double cpuSeconds = (cpu() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f s, %.1f s of CPU for %d h = %,.0f times real time%n",
                what,
                seconds,
                cpuSeconds,
                length.toHours(),
                length.toSeconds() / seconds);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
