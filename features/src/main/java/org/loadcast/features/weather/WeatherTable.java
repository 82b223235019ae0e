package org.loadcast.features.weather;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Weather of one location: rows = native times (rising), columns = variables by name, NaN where a value is missing.
 *
 * <p>A timestamp is the start of the interval that its values describe. Immutable.
 */
public final class WeatherTable {

    private final String location;
    private final long[] epochSeconds;
    private final Map<String, double[]> columns;

    private WeatherTable(String location, long[] epochSeconds, Map<String, double[]> columns) {
        this.location = location;
        this.epochSeconds = epochSeconds;
        this.columns = columns;
    }

    /** Whether a variable is no weather but a price of electricity that travels with it: {@code price_eur_mwh} and others. */
    public static boolean isPrice(String variable) {
        return variable.startsWith("price");
    }

    public static Builder builder(String location) {
        return new Builder(location);
    }

    /**
     * A table from arrays in which NaN stands for "missing", the form in which stores keep it.
     *
     * @param epochSeconds times of the rows, strictly rising
     * @param columns values by variable, each as long as {@code epochSeconds}
     * @throws IllegalArgumentException when times do not rise, a column has another length, or a value is infinite
     */
    public static WeatherTable ofArrays(String location, long[] epochSeconds, Map<String, double[]> columns) {
        for (int row = 1; row < epochSeconds.length; row++) {
            if (epochSeconds[row] <= epochSeconds[row - 1]) {
                throw new IllegalArgumentException("Weather times of " + location + " do not rise at row " + row + ": "
                        + Instant.ofEpochSecond(epochSeconds[row - 1]) + ", then "
                        + Instant.ofEpochSecond(epochSeconds[row]) + ".");
            }
        }
        Map<String, double[]> copies = new LinkedHashMap<>();
        columns.forEach((variable, values) -> {
            if (values.length != epochSeconds.length || Arrays.stream(values).anyMatch(Double::isInfinite)) {
                throw new IllegalArgumentException("Weather variable " + variable + " of " + location + " has "
                        + values.length + " values for " + epochSeconds.length + " times, or an infinite one.");
            }
            copies.put(variable, values.clone());
        });
        return new WeatherTable(location, epochSeconds.clone(), copies);
    }

    public String location() {
        return location;
    }

    public int rows() {
        return epochSeconds.length;
    }

    public Set<String> variables() {
        return Collections.unmodifiableSet(columns.keySet());
    }

    public Instant timestamp(int row) {
        return Instant.ofEpochSecond(epochSeconds[row]);
    }

    /** The value of {@code variable} in {@code row}; NaN when it is missing or the variable is not there. */
    public double value(String variable, int row) {
        double[] column = columns.get(variable);
        return column == null ? Double.NaN : column[row];
    }

    /** The usual distance of two rows (their median); one hour for a table of fewer than two rows. */
    public Duration nativeStep() {
        if (epochSeconds.length < 2) {
            return Duration.ofHours(1);
        }
        long[] gaps = new long[epochSeconds.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = epochSeconds[i + 1] - epochSeconds[i];
        }
        Arrays.sort(gaps);
        return Duration.ofSeconds(gaps[gaps.length / 2]);
    }

    @Override
    public String toString() {
        return "WeatherTable[" + location + ", " + rows() + " rows of " + variables() + "]";
    }

    /** Collects values in any order; the last value of a time and variable wins. */
    public static final class Builder {

        private final String location;
        private final Map<String, double[]> columns = new LinkedHashMap<>();
        private long[] epochSeconds = new long[64];
        private int size;

        private Builder(String location) {
            this.location = location;
        }

        /**
         * Sets one value.
         *
         * @throws IllegalArgumentException when {@code value} is NaN or infinite; leave a missing value out
         */
        public Builder set(Instant timestamp, String variable, double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(variable + " " + value + " at " + location + ", " + timestamp
                        + " is not a number. Leave a missing value out.");
            }
            int row = rowOf(timestamp.getEpochSecond());
            columns.computeIfAbsent(variable, name -> missing(epochSeconds.length))[row] = value;
            return this;
        }

        /** The row that was added last when it is of this time, else a new one. */
        private int rowOf(long epochSecond) {
            if (size > 0 && epochSeconds[size - 1] == epochSecond) {
                return size - 1;
            }
            if (size == epochSeconds.length) {
                epochSeconds = Arrays.copyOf(epochSeconds, 2 * size);
                columns.replaceAll((name, column) -> {
                    double[] longer = missing(2 * size);
                    System.arraycopy(column, 0, longer, 0, size);
                    return longer;
                });
            }
            epochSeconds[size] = epochSecond;
            return size++;
        }

        private static double[] missing(int length) {
            double[] column = new double[length];
            Arrays.fill(column, Double.NaN);
            return column;
        }

        public WeatherTable build() {
            long[] times =
                    Arrays.stream(epochSeconds, 0, size).sorted().distinct().toArray();
            int[] targets = new int[size];
            for (int row = 0; row < size; row++) {
                targets[row] = Arrays.binarySearch(times, epochSeconds[row]);
            }
            Map<String, double[]> sorted = new LinkedHashMap<>();
            columns.forEach((name, column) -> {
                double[] values = missing(times.length);
                for (int row = 0; row < size; row++) {
                    if (!Double.isNaN(column[row])) {
                        values[targets[row]] = column[row];
                    }
                }
                sorted.put(name, values);
            });
            return new WeatherTable(location, times, sorted);
        }
    }
}
