package org.loadcast.features.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.MeterId;

/**
 * Mean power readings in primitive columns, the form in which millions of them are imported: row = meter, start second, kW.
 *
 * <p>Rows may stand in any order; of two rows of the same meter and second the later one counts. Not thread-safe.
 */
public final class PowerRows {

    private static final int FIRST_CAPACITY = 1024;

    private final List<MeterId> meters = new ArrayList<>();
    private final Map<MeterId, Integer> indexOfMeter = new HashMap<>();
    private @Nullable MeterId lastMeter;
    private int lastIndex;

    private int[] meter = new int[FIRST_CAPACITY];
    private long[] epochSecond = new long[FIRST_CAPACITY];
    private double[] kilowatts = new double[FIRST_CAPACITY];
    private int size;

    /**
     * Adds a row.
     *
     * @param start start of the interval, in seconds since the epoch
     * @param power mean power in kW
     * @throws IllegalArgumentException when {@code power} is NaN or infinite
     */
    public void add(MeterId id, long start, double power) {
        if (!Double.isFinite(power)) {
            throw new IllegalArgumentException("load_kw " + power + " of meter " + id + " at second " + start
                    + " is not a finite number. Leave a missing value out.");
        }
        if (size == meter.length) {
            grow();
        }
        meter[size] = indexOf(id);
        epochSecond[size] = start;
        kilowatts[size] = power;
        size++;
    }

    private int indexOf(MeterId id) {
        if (!id.equals(lastMeter)) {
            lastIndex = indexOfMeter.computeIfAbsent(id, added -> {
                meters.add(added);
                return meters.size() - 1;
            });
            lastMeter = id;
        }
        return lastIndex;
    }

    private void grow() {
        int capacity = size * 2;
        meter = Arrays.copyOf(meter, capacity);
        epochSecond = Arrays.copyOf(epochSecond, capacity);
        kilowatts = Arrays.copyOf(kilowatts, capacity);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The meters of the rows, each once; {@link #meterIndex} points into this list. */
    public List<MeterId> meters() {
        return Collections.unmodifiableList(meters);
    }

    /** Index into {@link #meters} of row {@code row}. */
    public int meterIndex(int row) {
        return meter[row];
    }

    public long epochSecond(int row) {
        return epochSecond[row];
    }

    public double kilowatts(int row) {
        return kilowatts[row];
    }

    /** Empties the rows and keeps the space, for the next batch. */
    public void clear() {
        size = 0;
        meters.clear();
        indexOfMeter.clear();
        lastMeter = null;
    }
}
