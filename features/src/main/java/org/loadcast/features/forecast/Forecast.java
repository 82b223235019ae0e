package org.loadcast.features.forecast;

import java.time.Instant;
import java.util.Arrays;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.TimeGrid;

/**
 * The load that is expected of one meter: for every interval of the target grid one row of quantiles in kW.
 *
 * <p>Quantiles never cross: the constructor refuses rows that fall. Immutable.
 */
public final class Forecast {

    private final MeterId meter;
    private final String horizon;
    private final Instant issuedAt;
    private final Instant cutoff;
    private final TimeGrid grid;
    private final Quantiles quantiles;
    private final double[][] kilowatts;
    private final ForecastSource source;

    /**
     * A forecast.
     *
     * @param horizon label of the {@link Horizon} that was asked
     * @param issuedAt when it was made
     * @param cutoff last instant whose information was used
     * @param kilowatts rows = intervals of {@code grid}, columns = {@code quantiles}; finite, never falling in a row
     * @throws IllegalArgumentException when the shape does not fit, a value is not finite, or quantiles cross
     */
    public Forecast(
            MeterId meter,
            String horizon,
            Instant issuedAt,
            Instant cutoff,
            TimeGrid grid,
            Quantiles quantiles,
            double[][] kilowatts,
            ForecastSource source) {
        if (kilowatts.length != grid.length()) {
            throw new IllegalArgumentException(
                    "Forecast of " + meter + " has " + kilowatts.length + " rows for " + grid.length() + " intervals.");
        }
        this.kilowatts = new double[kilowatts.length][];
        for (int i = 0; i < kilowatts.length; i++) {
            this.kilowatts[i] = requireRising(meter, grid.startOf(i), quantiles, kilowatts[i].clone());
        }
        this.meter = meter;
        this.horizon = horizon;
        this.issuedAt = issuedAt;
        this.cutoff = cutoff;
        this.grid = grid;
        this.quantiles = quantiles;
        this.source = source;
    }

    private static double[] requireRising(MeterId meter, Instant start, Quantiles quantiles, double[] row) {
        if (row.length != quantiles.count()) {
            throw new IllegalArgumentException("Forecast of " + meter + " at " + start + " has " + row.length
                    + " values for " + quantiles.count() + " quantiles.");
        }
        for (int q = 0; q < row.length; q++) {
            if (!Double.isFinite(row[q]) || (q > 0 && row[q] < row[q - 1])) {
                throw new IllegalArgumentException("Forecast of " + meter + " at " + start
                        + " is not finite or its quantiles cross: " + Arrays.toString(row));
            }
        }
        return row;
    }

    public MeterId meter() {
        return meter;
    }

    public String horizon() {
        return horizon;
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    public Instant cutoff() {
        return cutoff;
    }

    public TimeGrid grid() {
        return grid;
    }

    public Quantiles quantiles() {
        return quantiles;
    }

    public ForecastSource source() {
        return source;
    }

    /** Quantile {@code quantile} (an index into {@link #quantiles}) of interval {@code index}, in kW. */
    public double kilowatts(int index, int quantile) {
        return kilowatts[index][quantile];
    }

    /** The median of interval {@code index}, in kW. */
    public double median(int index) {
        return kilowatts[index][quantiles.medianIndex()];
    }

    /** A copy of all values in kW: rows = intervals, columns = quantiles. */
    public double[][] toArray() {
        return Arrays.stream(kilowatts).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Forecast that
                && meter.equals(that.meter)
                && horizon.equals(that.horizon)
                && issuedAt.equals(that.issuedAt)
                && cutoff.equals(that.cutoff)
                && grid.equals(that.grid)
                && quantiles.equals(that.quantiles)
                && source.equals(that.source)
                && Arrays.deepEquals(kilowatts, that.kilowatts);
    }

    @Override
    public int hashCode() {
        return 31 * meter.hashCode() + cutoff.hashCode();
    }

    @Override
    public String toString() {
        return "Forecast[" + meter + ", " + horizon + ", cutoff " + cutoff + ", " + grid.length() + " intervals, "
                + source.tier().label() + "]";
    }
}
