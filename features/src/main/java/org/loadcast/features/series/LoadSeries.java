package org.loadcast.features.series;

import java.util.Arrays;

/**
 * Mean power in kW on every interval of a {@link TimeGrid}, or an explicit "missing".
 *
 * <p>Consumption is positive, generation negative. Immutable and safe to share between threads.
 */
public final class LoadSeries {

    private final TimeGrid grid;
    private final double[] kilowatts;

    private LoadSeries(TimeGrid grid, double[] kilowatts) {
        this.grid = grid;
        this.kilowatts = kilowatts;
    }

    /**
     * A series from an array in which NaN stands for "missing", the form that inner loops use.
     *
     * @throws IllegalArgumentException when the length differs from the grid's or a value is infinite
     */
    public static LoadSeries ofArray(TimeGrid grid, double[] kilowattsOrNaN) {
        if (kilowattsOrNaN.length != grid.length()) {
            throw new IllegalArgumentException(
                    "Series has " + kilowattsOrNaN.length + " values, its grid " + grid.length() + " intervals.");
        }
        for (int i = 0; i < kilowattsOrNaN.length; i++) {
            if (Double.isInfinite(kilowattsOrNaN[i])) {
                throw new IllegalArgumentException("Load at " + grid.startOf(i) + " is infinite.");
            }
        }
        return new LoadSeries(grid, kilowattsOrNaN.clone());
    }

    public static Builder builder(TimeGrid grid) {
        return new Builder(grid);
    }

    public TimeGrid grid() {
        return grid;
    }

    public int length() {
        return kilowatts.length;
    }

    public boolean isMissing(int index) {
        return Double.isNaN(kilowatts[index]);
    }

    /**
     * Mean power of interval {@code index} in kW.
     *
     * @throws IllegalStateException when it is missing; ask {@link #isMissing} first
     */
    public double kilowatts(int index) {
        if (isMissing(index)) {
            throw new IllegalStateException("Load at " + grid.startOf(index) + " is missing. Ask isMissing first.");
        }
        return kilowatts[index];
    }

    /** Number of intervals that hold a value. */
    public int present() {
        return (int) Arrays.stream(kilowatts).filter(v -> !Double.isNaN(v)).count();
    }

    /** A copy of the values in kW, NaN where missing, for inner loops. */
    public double[] toArray() {
        return kilowatts.clone();
    }

    /** The part from {@code fromIndex} (inclusive) to {@code toIndex} (exclusive); both inside the series. */
    public LoadSeries slice(int fromIndex, int toIndex) {
        return new LoadSeries(grid.slice(fromIndex, toIndex), Arrays.copyOfRange(kilowatts, fromIndex, toIndex));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoadSeries that && grid.equals(that.grid) && Arrays.equals(kilowatts, that.kilowatts);
    }

    @Override
    public int hashCode() {
        return 31 * grid.hashCode() + Arrays.hashCode(kilowatts);
    }

    @Override
    public String toString() {
        return "LoadSeries[" + grid.start() + " .. " + grid.end() + ", step " + grid.step() + ", " + present() + " of "
                + length() + " present]";
    }

    /** Collects values; an interval that is never set is missing. */
    public static final class Builder {

        private final TimeGrid grid;
        private final double[] kilowatts;

        private Builder(TimeGrid grid) {
            this.grid = grid;
            this.kilowatts = new double[grid.length()];
            Arrays.fill(kilowatts, Double.NaN);
        }

        /**
         * Sets interval {@code index} to a finite power in kW.
         *
         * @throws IllegalArgumentException when {@code value} is NaN or infinite
         */
        public Builder set(int index, double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("Load " + value + " kW at " + grid.startOf(index)
                        + " is not a number. Leave the interval unset when its value is missing.");
            }
            kilowatts[index] = value;
            return this;
        }

        public LoadSeries build() {
            return new LoadSeries(grid, kilowatts.clone());
        }
    }
}
