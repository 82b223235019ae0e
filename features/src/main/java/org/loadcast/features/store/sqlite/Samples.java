package org.loadcast.features.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.OptionalLong;

/** Values of one meter by rising time, read from two columns: epoch second and value. */
final class Samples {

    /** A reading without a neighbour is taken to speak for a quarter of an hour. */
    static final long LONE_READING_SECONDS = 900;

    private long[] epochSecond = new long[256];
    private double[] value = new double[256];
    private int size;

    private Samples() {}

    static Samples of(PreparedStatement select) throws SQLException {
        Samples samples = new Samples();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                samples.add(rows.getLong(1), rows.getDouble(2));
            }
        }
        return samples;
    }

    private void add(long at, double sample) {
        if (size == value.length) {
            epochSecond = Arrays.copyOf(epochSecond, size * 2);
            value = Arrays.copyOf(value, size * 2);
        }
        epochSecond[size] = at;
        value[size++] = sample;
    }

    int size() {
        return size;
    }

    long epochSecond(int index) {
        return epochSecond[index];
    }

    double value(int index) {
        return value[index];
    }

    /** The median distance of two samples; empty for fewer than two. */
    OptionalLong usualDistance() {
        if (size < 2) {
            return OptionalLong.empty();
        }
        long[] gaps = new long[size - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = epochSecond[i + 1] - epochSecond[i];
        }
        Arrays.sort(gaps);
        return OptionalLong.of(gaps[gaps.length / 2]);
    }

    /**
     * Takes the samples as kW that hold until the next one, where that comes within one and a half usual distances (a meter's
     * clock may waver), and for the usual distance where it does not (the rest is missing).
     */
    void holdOnto(StepMeans means, long usualSeconds) {
        for (int i = 0; i < size; i++) {
            long gap = i + 1 < size ? epochSecond[i + 1] - epochSecond[i] : usualSeconds;
            long held = 2 * gap <= 3 * usualSeconds ? gap : usualSeconds;
            means.add(epochSecond[i], epochSecond[i] + held, value[i]);
        }
    }

    /** Takes the samples as counter states in kWh: mean power between two states; a counter that fell has no power there. */
    void differencesOnto(StepMeans means) {
        for (int i = 1; i < size; i++) {
            double energy = value[i] - value[i - 1];
            long seconds = epochSecond[i] - epochSecond[i - 1];
            if (energy >= 0) {
                means.add(epochSecond[i - 1], epochSecond[i], energy * 3600 / seconds);
            }
        }
    }
}
