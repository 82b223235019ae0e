package org.loadcast.features.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;
import org.loadcast.features.store.Samples;

/** Some of a meter's rows of {@code quarter_hour}, by rising time: sums of readings and how many there are. */
final class Quarters {

    /** So many rows in a row with {@link #CHANGE} times as many readings as before, or fewer, are another way of reporting. */
    private static final int FEW = 4;

    private static final int CHANGE = 3;

    private final Samples sums = new Samples();
    private int[] readings = new int[256];

    private Quarters() {}

    /** The rows of a query for time, sum and number of readings. */
    static Quarters of(PreparedStatement select) throws SQLException {
        Quarters quarters = new Quarters();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                int i = quarters.size();
                if (i == quarters.readings.length) {
                    quarters.readings = Arrays.copyOf(quarters.readings, 2 * i);
                }
                quarters.readings[i] = rows.getInt(3);
                quarters.sums.add(rows.getLong(1), rows.getDouble(2));
            }
        }
        return quarters;
    }

    int size() {
        return sums.size();
    }

    long ts(int index) {
        return sums.epochSecond(index);
    }

    int readings(int index) {
        return readings[index];
    }

    /** Mean of the readings in kW. */
    double mean(int index) {
        return sums.value(index) / readings[index];
    }

    /** Index after the last row before {@code ts} with about as many readings as row {@code index}. */
    int endOfHabit(int index, long ts) {
        int end = sums.firstFrom(ts);
        for (int i = index + FEW; i + FEW <= end; i++) {
            IntSummaryStatistics before = readings(i - FEW, i);
            IntSummaryStatistics after = readings(i, i + FEW);
            if (after.getMin() >= CHANGE * before.getMax() || before.getMin() >= CHANGE * after.getMax()) {
                return i;
            }
        }
        return end;
    }

    private IntSummaryStatistics readings(int from, int to) {
        return Arrays.stream(readings, from, to).summaryStatistics();
    }

    /** Index of the row with the most readings, the newest of them. */
    int fullest() {
        return IntStream.range(0, size())
                .reduce((a, b) -> readings[b] >= readings[a] ? b : a)
                .orElseThrow();
    }

    /** Median number of readings of rows {@code [first, end)}. */
    int usualReadings(int first, int end) {
        int[] sorted = Arrays.copyOfRange(readings, first, end);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * Whether most of rows {@code [first, end)} have {@code usual} readings, give or take {@code spare}: who reports changes only has
     * now many, now few.
     */
    boolean areSteady(int first, int end, int usual, int spare) {
        long steady = IntStream.range(first, end)
                .filter(i -> Math.abs(readings[i] - usual) <= spare)
                .count();
        return 3 * steady >= 2L * (end - first);
    }
}
