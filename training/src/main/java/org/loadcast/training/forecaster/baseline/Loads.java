package org.loadcast.training.forecaster.baseline;

import org.loadcast.features.view.PointInTimeView;

/** Looks up past loads. */
final class Loads {

    private static final int LONGEST_GAP_DAYS = 60;

    private Loads() {}

    /** The newest known load in kW; zero when none is known. */
    static double newest(PointInTimeView view) {
        for (int i = view.cutoffIndex() - 1; i >= 0; i--) {
            if (!Double.isNaN(view.load(i))) {
                return view.load(i);
            }
        }
        return 0;
    }

    /** The newest known load at the wall-clock time of {@code index}, a multiple of {@code days} days before it. */
    static double sameTime(PointInTimeView view, int index, int days) {
        for (int back = days; back <= LONGEST_GAP_DAYS; back += days) {
            double load = view.load(view.clock().daysBefore(index, back));
            if (!Double.isNaN(load)) {
                return load;
            }
        }
        return Double.NaN;
    }
}
