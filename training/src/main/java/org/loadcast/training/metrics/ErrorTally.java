package org.loadcast.training.metrics;

import java.time.Duration;
import java.time.ZoneId;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;

/**
 * Errors added up over some scored rows, with y = measured, f = median forecast and e = f - y.
 *
 * <p>Averages over no row, and ratios to a load of zero, are empty. Read-only outside this package.
 */
public final class ErrorTally {

    private final Quantiles quantiles;
    private final int low;
    private final int high;
    private final double[] pinball;
    private int rows;
    private double absolute;
    private double squared;
    private double signed;
    private double load;
    private int inside;
    private int crossed;
    private double naiveError;
    private double naiveLoad;

    ErrorTally(Quantiles quantiles) {
        this.quantiles = quantiles;
        this.low = quantiles.indexOf(0.1);
        this.high = quantiles.indexOf(0.9);
        this.pinball = new double[quantiles.count()];
    }

    /** Errors by lead time (target start - cutoff). */
    public static SortedMap<Duration, ErrorTally> byLead(BacktestRows rows, SeasonalReference reference) {
        return by(rows, reference, rows::lead);
    }

    /** Errors by the local hour, 0 to 23, in which the target starts; {@code zone} knows each meter's zone. */
    public static SortedMap<Integer, ErrorTally> byLocalHour(
            BacktestRows rows, SeasonalReference reference, Function<MeterId, ZoneId> zone) {
        return by(
                rows,
                reference,
                row -> rows.target(row).atZone(zone.apply(rows.meter(row))).getHour());
    }

    private static <K extends Comparable<K>> SortedMap<K, ErrorTally> by(
            BacktestRows rows, SeasonalReference reference, IntFunction<K> keyOfRow) {
        SortedMap<K, ErrorTally> tallies = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.isMeasured(row)) {
                tallies.computeIfAbsent(keyOfRow.apply(row), any -> new ErrorTally(rows.quantiles()))
                        .add(rows, row, reference);
            }
        }
        return tallies;
    }

    void add(BacktestRows from, int row, SeasonalReference reference) {
        double y = from.measured(row);
        double error = from.median(row) - y;
        rows++;
        absolute += Math.abs(error);
        squared += error * error;
        signed += error;
        load += Math.abs(y);
        addQuantiles(from, row, y);
        double naive = reference.naiveOrNaN(from.meter(row), from.cutoffSecond(row), from.targetSecond(row));
        if (!Double.isNaN(naive)) {
            naiveError += Math.abs(naive - y);
            naiveLoad += Math.abs(y);
        }
    }

    private void addQuantiles(BacktestRows from, int row, double y) {
        boolean falls = false;
        for (int q = 0; q < pinball.length; q++) {
            pinball[q] += Pinball.loss(quantiles.level(q), y, from.kilowatts(row, q));
            falls |= q > 0 && from.kilowatts(row, q) < from.kilowatts(row, q - 1) - 1e-9;
        }
        crossed += falls ? 1 : 0;
        if (hasBand() && from.kilowatts(row, low) <= y && y <= from.kilowatts(row, high)) {
            inside++;
        }
    }

    private boolean hasBand() {
        return low >= 0 && high >= 0;
    }

    /** Number of scored rows. */
    public int rows() {
        return rows;
    }

    /** {@code sum|e| / sum|y|}. */
    public OptionalDouble wape() {
        return ratio(absolute, load);
    }

    /** {@code mean|e|} in kW. */
    public OptionalDouble maeKw() {
        return ratio(absolute, rows);
    }

    /** {@code sqrt(mean e^2)} in kW. */
    public OptionalDouble rmseKw() {
        return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squared / rows));
    }

    /** {@code mean e} in kW: positive when too much was forecast. */
    public OptionalDouble biasKw() {
        return ratio(signed, rows);
    }

    /** {@code mean over the quantiles of 2 sum pinball / sum|y|}. */
    public OptionalDouble wql() {
        double sum = 0;
        for (double loss : pinball) {
            sum += 2 * loss;
        }
        return ratio(sum / pinball.length, load);
    }

    /** Mean pinball loss of quantile {@code quantile} (an index) in kW. */
    public OptionalDouble pinballKw(int quantile) {
        return ratio(pinball[quantile], rows);
    }

    /** Share of rows with y inside [P10, P90]; empty also when these two were not forecast. */
    public OptionalDouble coverage() {
        return hasBand() ? ratio(inside, rows) : OptionalDouble.empty();
    }

    /** Number of rows with a quantile below a lower one. */
    public int crossed() {
        return crossed;
    }

    /** WAPE of the seasonal naive forecast over the rows that have one. */
    public OptionalDouble naiveWape() {
        return ratio(naiveError, naiveLoad);
    }

    /** {@code 1 - WAPE / WAPE of the seasonal naive}: 0 is no better, 1 is perfect; empty when the naive is perfect. */
    public OptionalDouble skill() {
        OptionalDouble wape = wape();
        OptionalDouble naive = naiveWape();
        return wape.isPresent() && naive.isPresent() && naive.getAsDouble() > 0
                ? OptionalDouble.of(1 - wape.getAsDouble() / naive.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble ratio(double sum, double by) {
        return by > 0 ? OptionalDouble.of(sum / by) : OptionalDouble.empty();
    }
}
