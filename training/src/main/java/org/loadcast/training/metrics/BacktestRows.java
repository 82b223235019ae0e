package org.loadcast.training.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;

/**
 * What a backtest forecast and what came: one row per meter, cutoff and target interval, kept in columns.
 *
 * <p>Rows are ordered by meter, cutoff and target, whatever the order in which they were added; no row is there twice.
 * Powers are in kW. Quantiles are finite but may cross: {@link Scores#crossed} counts that. Immutable.
 */
public final class BacktestRows {

    private final Quantiles quantiles;
    private final Duration step;
    private final List<MeterId> meters;
    private final int[] meterIndex;
    private final long[] cutoff;
    private final long[] target;
    private final double[] kilowatts;
    private final double[] measured;

    private BacktestRows(
            Quantiles quantiles,
            Duration step,
            List<MeterId> meters,
            int[] meterIndex,
            long[] cutoff,
            long[] target,
            double[] kilowatts,
            double[] measured) {
        this.quantiles = quantiles;
        this.step = step;
        this.meters = meters;
        this.meterIndex = meterIndex;
        this.cutoff = cutoff;
        this.target = target;
        this.kilowatts = kilowatts;
        this.measured = measured;
    }

    /**
     * Collects rows in any order.
     *
     * @param quantiles columns of every row
     * @param step length of every target interval
     */
    public static Builder builder(Quantiles quantiles, Duration step) {
        return new Builder(quantiles, step);
    }

    /**
     * All rows of {@code parts}, such as one part for every meter.
     *
     * @throws IllegalArgumentException when there is no part, quantiles or steps differ, or a row is there twice
     */
    public static BacktestRows concat(List<BacktestRows> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("There are no backtest rows to put together.");
        }
        Builder all = builder(parts.get(0).quantiles, parts.get(0).step);
        parts.forEach(all::addAll);
        return all.build();
    }

    public int size() {
        return target.length;
    }

    public Quantiles quantiles() {
        return quantiles;
    }

    /** Length of every target interval. */
    public Duration step() {
        return step;
    }

    /** Every meter that has a row, by id. */
    public List<MeterId> meters() {
        return meters;
    }

    /** Index of the row's meter in {@link #meters}. */
    public int meterIndex(int row) {
        return meterIndex[row];
    }

    public MeterId meter(int row) {
        return meters.get(meterIndex[row]);
    }

    public Instant cutoff(int row) {
        return Instant.ofEpochSecond(cutoff[row]);
    }

    /** Start of the row's target interval. */
    public Instant target(int row) {
        return Instant.ofEpochSecond(target[row]);
    }

    long cutoffSecond(int row) {
        return cutoff[row];
    }

    long targetSecond(int row) {
        return target[row];
    }

    /** From the cutoff to the start of the target interval. */
    public Duration lead(int row) {
        return Duration.ofSeconds(target[row] - cutoff[row]);
    }

    /** Forecast of quantile {@code quantile} (an index into {@link #quantiles}) in kW. */
    public double kilowatts(int row, int quantile) {
        return kilowatts[row * quantiles.count() + quantile];
    }

    /** The median forecast in kW. */
    public double median(int row) {
        return kilowatts(row, quantiles.medianIndex());
    }

    /** Whether the row's target has a measured value, hence can be scored. */
    public boolean isMeasured(int row) {
        return !Double.isNaN(measured[row]);
    }

    /**
     * Measured load in kW.
     *
     * @throws IllegalStateException when it is missing; ask {@link #isMeasured} first
     */
    public double measured(int row) {
        if (!isMeasured(row)) {
            throw new IllegalStateException(
                    "Load of " + meter(row) + " at " + target(row) + " is missing. Ask isMeasured first.");
        }
        return measured[row];
    }

    /** Whether {@code row} starts another forecast, that is another meter or cutoff, than the row before it. */
    public boolean startsIssue(int row) {
        return row == 0 || meterIndex[row] != meterIndex[row - 1] || cutoff[row] != cutoff[row - 1];
    }

    /** The rows of one meter; none when the meter has none. */
    public BacktestRows only(MeterId meter) {
        int wanted = meters.indexOf(meter);
        int from = lowerBound(wanted);
        int to = wanted < 0 ? from : lowerBound(wanted + 1);
        int width = quantiles.count();
        return new BacktestRows(
                quantiles,
                step,
                wanted < 0 ? List.of() : List.of(meter),
                new int[to - from],
                Arrays.copyOfRange(cutoff, from, to),
                Arrays.copyOfRange(target, from, to),
                Arrays.copyOfRange(kilowatts, from * width, to * width),
                Arrays.copyOfRange(measured, from, to));
    }

    private int lowerBound(int wanted) {
        int low = 0;
        int high = meterIndex.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (meterIndex[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return "BacktestRows[" + size() + " rows, " + meters.size() + " meters, quantiles " + quantiles + "]";
    }

    /** Collects rows. */
    public static final class Builder {

        private final Quantiles quantiles;
        private final Duration step;
        private final Map<MeterId, Integer> numbers = new TreeMap<>();
        private int size;
        private int[] meter = new int[256];
        private long[] cutoff = new long[256];
        private long[] target = new long[256];
        private double[] measured = new double[256];
        private double[] kilowatts;

        private Builder(Quantiles quantiles, Duration step) {
            this.quantiles = quantiles;
            this.step = step;
            this.kilowatts = new double[256 * quantiles.count()];
        }

        /**
         * Adds a row whose measured value is known.
         *
         * @param values one forecast in kW for every quantile
         * @param measuredKw what came
         */
        public Builder add(MeterId id, Instant cutoffAt, Instant start, double[] values, double measuredKw) {
            if (!Double.isFinite(measuredKw)) {
                throw new IllegalArgumentException("Measured load of " + id + " at " + start + " is " + measuredKw
                        + ", not a number. Use addUnmeasured when it is missing.");
            }
            return append(id, cutoffAt, start, values, measuredKw);
        }

        /** Adds a row whose measured value is missing: kept as a forecast, never scored. */
        public Builder addUnmeasured(MeterId id, Instant cutoffAt, Instant start, double[] values) {
            return append(id, cutoffAt, start, values, Double.NaN);
        }

        private Builder append(MeterId id, Instant cutoffAt, Instant start, double[] values, double measuredOrNaN) {
            requireRow(id, cutoffAt, start, values);
            ensureRoom();
            meter[size] = numbers.computeIfAbsent(id, any -> numbers.size());
            cutoff[size] = cutoffAt.getEpochSecond();
            target[size] = start.getEpochSecond();
            measured[size] = measuredOrNaN;
            System.arraycopy(values, 0, kilowatts, size * quantiles.count(), quantiles.count());
            size++;
            return this;
        }

        private void requireRow(MeterId id, Instant cutoffAt, Instant start, double[] values) {
            if (start.isBefore(cutoffAt)) {
                throw new IllegalArgumentException(
                        "Target " + start + " of " + id + " lies before its cutoff " + cutoffAt + ".");
            }
            if (values.length != quantiles.count() || !Arrays.stream(values).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("Forecast of " + id + " for " + start + ", cutoff " + cutoffAt
                        + ", is not one finite number for each of " + quantiles.names() + ": "
                        + Arrays.toString(values));
            }
        }

        private void ensureRoom() {
            if (size < target.length) {
                return;
            }
            int room = 2 * size;
            meter = Arrays.copyOf(meter, room);
            cutoff = Arrays.copyOf(cutoff, room);
            target = Arrays.copyOf(target, room);
            measured = Arrays.copyOf(measured, room);
            kilowatts = Arrays.copyOf(kilowatts, room * quantiles.count());
        }

        private void addAll(BacktestRows rows) {
            if (!rows.quantiles.equals(quantiles) || !rows.step.equals(step)) {
                throw new IllegalArgumentException("Backtest rows with quantiles " + rows.quantiles + " and step "
                        + rows.step + " do not fit rows with " + quantiles + " and " + step + ".");
            }
            int width = quantiles.count();
            for (int row = 0; row < rows.size(); row++) {
                double[] values = Arrays.copyOfRange(rows.kilowatts, row * width, (row + 1) * width);
                append(rows.meter(row), rows.cutoff(row), rows.target(row), values, rows.measured[row]);
            }
        }

        /**
         * The rows, in order.
         *
         * @throws IllegalArgumentException when a meter, cutoff and target is there twice
         */
        public BacktestRows build() {
            List<MeterId> byId = new ArrayList<>(numbers.keySet());
            int[] rank = new int[byId.size()];
            for (int i = 0; i < rank.length; i++) {
                rank[numbers.getOrDefault(byId.get(i), 0)] = i;
            }
            int[] order = IntStream.range(0, size)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingInt(i -> rank[meter[i]])
                            .thenComparingLong(i -> cutoff[i])
                            .thenComparingLong(i -> target[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            requireNoneTwice(order, byId, rank);
            int width = quantiles.count();
            double[] values = new double[size * width];
            for (int i = 0; i < size; i++) {
                System.arraycopy(kilowatts, order[i] * width, values, i * width, width);
            }
            return new BacktestRows(
                    quantiles,
                    step,
                    List.copyOf(byId),
                    Arrays.stream(order).map(i -> rank[meter[i]]).toArray(),
                    Arrays.stream(order).mapToLong(i -> cutoff[i]).toArray(),
                    Arrays.stream(order).mapToLong(i -> target[i]).toArray(),
                    values,
                    Arrays.stream(order).mapToDouble(i -> measured[i]).toArray());
        }

        private void requireNoneTwice(int[] order, List<MeterId> byId, int[] rank) {
            for (int i = 1; i < order.length; i++) {
                int row = order[i];
                int before = order[i - 1];
                if (meter[row] == meter[before] && cutoff[row] == cutoff[before] && target[row] == target[before]) {
                    throw new IllegalArgumentException("Meter " + byId.get(rank[meter[row]]) + ", cutoff "
                            + Instant.ofEpochSecond(cutoff[row]) + ", target " + Instant.ofEpochSecond(target[row])
                            + " is forecast twice. Add every row once.");
                }
            }
        }
    }
}
