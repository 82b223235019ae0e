package org.loadcast.features.transform;

import java.util.List;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * How the level of the load has moved lately: after a lockdown, a new tenant or a heat pump, what was typical is wrong by a factor, and
 * the last days know it. By choice, not among the standard features.
 *
 * <p>{@code shift.week}, {@code shift.days_3} and {@code shift.day} are the mean load of the last seven, three and one days over that of the same
 * span two weeks earlier, less one, clipped at ±1; {@code lag.shifted} is the load of the same time a week before the target (two weeks,
 * where that is not known) moved by the change of the last seven days since then, kW.
 */
public final class ShiftFeatures implements Transform, FittedTransform {

    /** Beside the loads, because it is one. */
    static final String SAME_TIME = "lag.shifted";

    private static final List<String> COLUMNS = List.of("shift.week", "shift.days_3", "shift.day", SAME_TIME);
    private static final int[] SPANS_DAYS = {7, 3, 1};
    private static final int EARLIER_DAYS = 14;

    @Override
    public FittedTransform fit(PointInTimeView view) {
        return this;
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
        int perDay = view.grid().stepsPerDay();
        int cutoff = view.cutoffIndex();
        double[] moved = new double[SPANS_DAYS.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = moved(view, cutoff - SPANS_DAYS[i] * perDay, cutoff, EARLIER_DAYS * perDay);
        }
        double now = view.meanLoad(cutoff - 7 * perDay, cutoff);
        int first = view.grid().indexOf(target.start());
        for (int row = 0; row < target.length(); row++) {
            Cells cells = new Cells(out, row, firstColumn);
            for (double change : moved) {
                cells.put(change);
            }
            int back = view.clock().daysBefore(first + row, 7);
            if (Double.isNaN(view.load(back))) {
                back = view.clock().daysBefore(first + row, EARLIER_DAYS);
            }
            // The week around then, as far as it was known; its level against that of now is what has moved.
            double then = view.meanLoad(back - 7 * perDay / 2, back + 7 * perDay / 2);
            cells.put(view.load(back) + now - then);
        }
    }

    private static double moved(PointInTimeView view, int from, int to, int earlier) {
        double before = view.meanMagnitude(from - earlier, to - earlier);
        double change = view.meanMagnitude(from, to) / before - 1;
        return before > 0 ? Math.max(-1, Math.min(1, change)) : Double.NaN;
    }
}
