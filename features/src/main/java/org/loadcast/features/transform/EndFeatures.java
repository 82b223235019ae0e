package org.loadcast.features.transform;

import java.util.List;
import java.util.function.Function;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * How the load ended in the last interval, where readings are finer than the intervals; no columns elsewhere.
 *
 * <p>{@code lag.end_15} is the mean of its last fifteenth, {@code lag.end_15_minus_last} and {@code lag.end_3_minus_last} are that and the
 * mean of its last third less its own mean: a change that has begun already. An end that is not known is taken to be like its interval.
 * Units: kW.
 */
public final class EndFeatures implements Transform {

    /** The column of the newest value that is finer than an interval. */
    public static final String END = "lag.end_15";

    private static final List<String> COLUMNS = List.of(END, "lag.end_15_minus_last", "lag.end_3_minus_last");

    @Override
    public FittedTransform fit(PointInTimeView view) {
        return view.knowsEnds() ? Known.INSTANCE : Nothing.INSTANCE;
    }

    private enum Known implements FittedTransform {
        INSTANCE;

        @Override
        public List<String> columns() {
            return COLUMNS;
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            double mean = view.load(view.cutoffIndex() - 1);
            double fifteenth = end(view, IntervalEnds::fifteenth, mean);
            double third = end(view, IntervalEnds::third, mean);
            for (int row = 0; row < target.length(); row++) {
                Cells cells = new Cells(out, row, firstColumn);
                cells.put(fifteenth);
                cells.put(fifteenth - mean);
                cells.put(third - mean);
            }
        }

        private static double end(PointInTimeView view, Function<IntervalEnds, LoadSeries> part, double otherwise) {
            double end = view.end(view.cutoffIndex() - 1, part);
            return Double.isNaN(end) ? otherwise : end;
        }
    }
}
