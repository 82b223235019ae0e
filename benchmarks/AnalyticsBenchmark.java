import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.DayTotal;
import org.loadcast.features.store.PeakQuarter;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.sqlite.SqliteStores;

/**
 * Milliseconds of the monitoring queries on the kept totals, beside the same answers from the raw readings in the same run. The
 * answers are compared: a fast one that is wrong does not count.
 *
 * <p>Arguments: meters, days, minutes of the step.
 */
final class AnalyticsBenchmark {

    private static final LocalDate FIRST = LocalDate.parse("2024-03-04");
    private static final int PEAKS = 10;
    private static final int ROUNDS = 15;

    public static void main(String[] arguments) throws IOException, SQLException {
        int count = Integer.parseInt(arguments[0]);
        int days = Integer.parseInt(arguments[1]);
        int step = Integer.parseInt(arguments[2]) * 60;
        Path directory = Files.createTempDirectory("loadcast-analytics");
        try (SqliteStores stores = SqliteStores.open(directory)) {
            List<Meter> meters = new ArrayList<>();
            for (int m = 0; m < count; m++) {
                meters.add(Meter.builder(MeterId.of("m" + m)).zone(ZoneOffset.UTC).build());
            }
            long start = System.nanoTime();
            long rows = fill(stores, meters, days, step);
            System.out.printf(Locale.ROOT, "%,d rows stored in %.1f s%n", rows, seconds(start));
            start = System.nanoTime();
            stores.aggregates().days(meters, FIRST, FIRST);
            System.out.printf(Locale.ROOT, "day totals made in %.2f s, once after an import%n", seconds(start));
            new AnalyticsBenchmark(stores, meters, days, step).run();
        } finally {
            try (var files = Files.walk(directory)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static long fill(SqliteStores stores, List<Meter> meters, int days, int step) {
        Random random = new Random(5);
        long from = FIRST.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        PowerRows rows = new PowerRows();
        long all = 0;
        for (long at = from; at < from + 86_400L * days; at += step) {
            for (int m = 0; m < meters.size(); m++) {
                double day = 1 + Math.sin((at % 86_400) * Math.PI / 43_200 + m);
                rows.add(meters.get(m).id(), at, Math.round(1000 * day * random.nextDouble()) / 1000.0);
            }
            all += meters.size();
            if (rows.size() > 200_000) {
                stores.measurements().write(rows);
                rows.clear();
            }
        }
        stores.measurements().write(rows);
        return all;
    }

    private final SqliteStores stores;
    private final List<Meter> meters;
    private final LocalDate last;
    private final int step;

    private AnalyticsBenchmark(SqliteStores stores, List<Meter> meters, int days, int step) {
        this.stores = stores;
        this.meters = meters;
        this.last = FIRST.plusDays(days - 1);
        this.step = step;
    }

    private void run() {
        LocalDate week = last.minusDays(6);
        report(
                "peaks of the week",
                () -> stores.aggregates().peaks(meters, week, last, PEAKS).stream()
                        .map(PeakQuarter::meanKw)
                        .toList(),
                () -> rawPeaks(week));
        report("energy a month", this::keptMonthly, this::rawMonthly);
        report("summary", this::keptSummary, this::rawSummary);
    }

    private List<Double> rawPeaks(LocalDate week) {
        return raw(
                "SELECT avg(kw) FROM power WHERE ts >= ? GROUP BY series, ts / 900 ORDER BY 1 DESC LIMIT " + PEAKS,
                week.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    }

    private List<Double> keptMonthly() {
        Map<MeterId, Double> energy = new HashMap<>();
        for (DayTotal day : stores.aggregates().days(meters, last.withDayOfMonth(1), last)) {
            energy.merge(day.meter(), day.energyKwh(), Double::sum);
        }
        return energy.values().stream().sorted().toList();
    }

    private List<Double> rawMonthly() {
        return raw(
                "SELECT sum(kw) * " + step / 3600.0 + " FROM power WHERE ts >= ? GROUP BY series ORDER BY 1",
                last.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    }

    private List<Double> keptSummary() {
        double energy = 0;
        double peak = 0;
        long quarters = 0;
        for (DayTotal day : stores.aggregates().days(meters, FIRST, last)) {
            energy += day.energyKwh();
            peak = Math.max(peak, day.peakKw());
            quarters += day.quarters();
        }
        return List.of(energy, peak, (double) quarters);
    }

    private List<Double> rawSummary() {
        return raw(
                "SELECT sum(kw) * 0.25, max(kw), count(*) FROM"
                        + " (SELECT avg(kw) AS kw FROM power WHERE ts >= ? GROUP BY series, ts / 900)",
                FIRST.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    }

    private List<Double> raw(String sql, long from) {
        return stores.database().read("Measuring", connection -> read(connection, sql, from));
    }

    private static List<Double> read(Connection connection, String sql, long from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, from);
            List<Double> values = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int c = 1; c <= columns; c++) {
                        values.add(rows.getDouble(c));
                    }
                }
            }
            return values;
        }
    }

    private static void report(String name, Supplier<List<Double>> kept, Supplier<List<Double>> raw) {
        List<Double> expected = raw.get();
        List<Double> answer = kept.get();
        boolean same = answer.size() == expected.size();
        for (int i = 0; same && i < answer.size(); i++) {
            same = Math.abs(answer.get(i) - expected.get(i)) <= 1e-6 * Math.max(1, Math.abs(expected.get(i)));
        }
        System.out.printf(
                Locale.ROOT,
                "%-18s %7.1f ms median, %7.1f ms first; raw table %8.1f ms; %s%n",
                name,
                median(kept, ROUNDS),
                first(kept),
                median(raw, 3),
                same ? "same answer" : "DIFFERENT: " + answer + " instead of " + expected);
    }

    private static double first(Supplier<List<Double>> query) {
        return median(query, 1);
    }

    private static double median(Supplier<List<Double>> query, int rounds) {
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            query.get();
            millis[round] = 1000 * seconds(start);
        }
        Arrays.sort(millis);
        return millis[rounds / 2];
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
