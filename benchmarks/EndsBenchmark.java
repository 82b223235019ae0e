import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;

/**
 * Milliseconds to read how the quarter-hours of one meter of many ended, beside the same by way of its whole load by minutes.
 *
 * <p>Arguments: an empty directory, meters, and within how many seconds of its minute a reading comes; 0 for at its beginning.
 */
final class EndsBenchmark {

    private static final Instant END = Instant.parse("2024-06-03T00:00:00Z");
    private static final Duration STORED = Duration.ofDays(3);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BATCH = 200_000;
    private static final int ROUNDS = 3;
    private static final int ASKED = 20;

    public static void main(String[] arguments) throws IOException {
        int meters = Integer.parseInt(arguments[1]);
        int jitter = Integer.parseInt(arguments[2]);
        try (Stores stores = SqliteStores.open(Path.of(arguments[0]))) {
            fill(stores, meters, jitter);
            System.out.printf("%d meters, readings within %d s of every minute; ms a meter%n", meters, jitter);
            System.out.printf("%-8s %8s %10s %7s%n", "of", "ends", "by load", "ratio");
            for (int round = 0; round < ROUNDS; round++) {
                for (Duration span : List.of(Duration.ofDays(2), Duration.ofHours(6), QUARTER)) {
                    measure(stores, meters, span, round);
                }
            }
        }
    }

    private static void fill(Stores stores, int meters, int jitter) {
        Random random = new Random(1);
        PowerRows rows = new PowerRows();
        for (Instant at = END.minus(STORED); at.isBefore(END); at = at.plus(MINUTE)) {
            for (int meter = 0; meter < meters; meter++) {
                long second = at.getEpochSecond() + (jitter > 0 ? random.nextInt(jitter) : 0);
                rows.add(MeterId.of("m" + meter), second, random.nextInt(100) / 10.0);
            }
            if (rows.size() > BATCH) {
                stores.measurements().write(rows);
                rows.clear();
            }
        }
        stores.measurements().write(rows);
    }

    private static void measure(Stores stores, int meters, Duration span, int round) {
        Interval interval = new Interval(END.minus(span), END);
        double direct = 0;
        double byLoad = 0;
        for (int i = 0; i < ASKED; i++) {
            MeterId meter = MeterId.of("m" + (i * 23 + round) % meters);
            long start = System.nanoTime();
            stores.measurements().ends(meter, interval, QUARTER, MINUTE).orElseThrow();
            long middle = System.nanoTime();
            IntervalEnds.of(stores.measurements().load(meter, interval, MINUTE), QUARTER);
            direct += (middle - start) / 1e6 / ASKED;
            byLoad += (System.nanoTime() - middle) / 1e6 / ASKED;
        }
        System.out.printf("%-8s %8.2f %10.2f %7.3f%n", span, direct, byLoad, direct / byLoad);
    }
}
