package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the roll-up with its readings, quarter by quarter in the order of time, so that little memory is needed. */
final class RollUpAudit {

    private static final int MOST_PROBLEMS = 100;

    /** Sums of the same values in another order differ by rounding only. */
    private static final double ROUNDING = 1e-9;

    private final Map<Integer, double[]> sumAndCount = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private long rolledUpReadings;

    private RollUpAudit() {}

    /** What differs; empty when nothing does. */
    static List<String> problems(Connection connection) throws SQLException {
        RollUpAudit audit = new RollUpAudit();
        audit.compareAll(connection);
        audit.compareTotals(connection);
        return audit.problems;
    }

    private void compareAll(Connection connection) throws SQLException {
        try (var readings = connection.prepareStatement("SELECT ts, series, kw FROM power ORDER BY ts");
                var rolledUp = connection.prepareStatement(
                        "SELECT kw_sum, readings FROM quarter_hour WHERE series = ? AND ts = ?");
                var rows = readings.executeQuery()) {
            long quarter = Long.MIN_VALUE;
            while (rows.next() && problems.size() < MOST_PROBLEMS) {
                long of = Math.floorDiv(rows.getLong(1), Series.QUARTER_HOUR) * Series.QUARTER_HOUR;
                if (of != quarter) {
                    compareQuarter(rolledUp, quarter);
                    quarter = of;
                }
                double[] tally = sumAndCount.computeIfAbsent(rows.getInt(2), series -> new double[2]);
                tally[0] += rows.getDouble(3);
                tally[1]++;
            }
            compareQuarter(rolledUp, quarter);
        }
    }

    private void compareQuarter(PreparedStatement rolledUp, long quarter) throws SQLException {
        for (Map.Entry<Integer, double[]> tally : sumAndCount.entrySet()) {
            rolledUp.setInt(1, tally.getKey());
            rolledUp.setLong(2, quarter);
            try (var row = rolledUp.executeQuery()) {
                boolean found = row.next();
                double sum = found ? row.getDouble(1) : 0;
                long readings = found ? row.getLong(2) : 0;
                double expected = tally.getValue()[0];
                rolledUpReadings += readings;
                if (readings != (long) tally.getValue()[1]
                        || Math.abs(sum - expected) > ROUNDING * (1 + Math.abs(expected))) {
                    problems.add("Roll-up of series " + tally.getKey() + " at " + Instant.ofEpochSecond(quarter)
                            + " holds " + sum + " kW in " + readings + " readings, the readings themselves " + expected
                            + " kW in " + (long) tally.getValue()[1] + ".");
                }
            }
        }
        sumAndCount.clear();
    }

    private void compareTotals(Connection connection) throws SQLException {
        try (var select = connection.createStatement();
                var row = select.executeQuery("SELECT coalesce(sum(readings), 0) FROM quarter_hour")) {
            row.next();
            if (problems.isEmpty() && row.getLong(1) != rolledUpReadings) {
                problems.add("The roll-up holds " + row.getLong(1) + " readings, " + rolledUpReadings
                        + " of them in quarters that have readings.");
            }
        }
    }
}
