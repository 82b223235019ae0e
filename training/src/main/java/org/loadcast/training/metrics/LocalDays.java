package org.loadcast.training.metrics;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The scored rows of one meter by the local day of their target; where several cutoffs forecast an interval, the latest. */
public final class LocalDays {

    private LocalDays() {}

    /** Rows (indices into {@code rows}, by target) of every local day that has a scored row. */
    public static SortedMap<LocalDate, List<Integer>> all(BacktestRows rows, ZoneId zone) {
        if (rows.meters().size() > 1) {
            throw new IllegalArgumentException(
                    "Days are those of one meter, but the rows are of " + rows.meters() + ". Take one by only(meter).");
        }
        SortedMap<Long, Integer> latest = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isMeasured(row)) {
                latest.put(rows.targetSecond(row), row); // rows are by cutoff: the latest stays
            }
        }
        SortedMap<LocalDate, List<Integer>> days = new TreeMap<>();
        latest.values()
                .forEach(row -> days.computeIfAbsent(
                                rows.target(row).atZone(zone).toLocalDate(), any -> new ArrayList<>())
                        .add(row));
        return days;
    }

    /** The days of {@link #all} whose every interval (23, 24 or 25 hours of them) is there. */
    public static SortedMap<LocalDate, List<Integer>> complete(BacktestRows rows, ZoneId zone) {
        SortedMap<LocalDate, List<Integer>> days = all(rows, zone);
        days.entrySet().removeIf(day -> day.getValue().size() != intervalsIn(day.getKey(), zone, rows.step()));
        return days;
    }

    private static long intervalsIn(LocalDate day, ZoneId zone, Duration step) {
        Duration length =
                Duration.between(day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone));
        return length.dividedBy(step);
    }
}
