package org.loadcast.features.simulation;

import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/**
 * The energy that flows in every interval of a grid, collected from blocks of constant power.
 *
 * <p>A block may start and end at any second; what lies outside the grid is left out. Not thread-safe.
 */
final class PowerTrace {

    private static final double WATTS_PER_KILOWATT = 1000.0;

    private final TimeGrid grid;
    private final long start;
    private final long step;
    private final double[] kilowattSeconds;

    PowerTrace(TimeGrid grid) {
        this.grid = grid;
        this.start = grid.start().getEpochSecond();
        this.step = grid.step().toSeconds();
        this.kilowattSeconds = new double[grid.length()];
    }

    TimeGrid grid() {
        return grid;
    }

    long start() {
        return start;
    }

    long end() {
        return start + step * kilowattSeconds.length;
    }

    /** Adds {@code kilowatts} from second {@code from} to second {@code to} (exclusive). */
    void add(long from, long to, double kilowatts) {
        long at = Math.max(from, start);
        long until = Math.min(to, end());
        while (at < until) {
            int slot = (int) ((at - start) / step);
            long slotEnd = Math.min(until, start + (slot + 1) * step);
            kilowattSeconds[slot] += kilowatts * (slotEnd - at);
            at = slotEnd;
        }
    }

    void add(LoadSeries series) {
        for (int i = 0; i < kilowattSeconds.length; i++) {
            kilowattSeconds[i] += series.kilowatts(i) * step;
        }
    }

    /** Mean power so far of interval {@code index} in kW. */
    double kilowatts(int index) {
        return kilowattSeconds[index] / step;
    }

    /** Mean power of every interval, rounded to whole watts as a meter would send it. */
    LoadSeries toSeries() {
        double[] kilowatts = new double[kilowattSeconds.length];
        for (int i = 0; i < kilowatts.length; i++) {
            kilowatts[i] = Math.round(kilowatts(i) * WATTS_PER_KILOWATT) / WATTS_PER_KILOWATT;
        }
        return LoadSeries.ofArray(grid, kilowatts);
    }
}
