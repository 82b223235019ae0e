package org.loadcast.features.transform;

import java.util.stream.IntStream;
import org.loadcast.features.view.PointInTimeView;

/** One weather variable as the mean of all stations that have it. */
final class StationMean {

    private final int[] columns;

    private StationMean(int[] columns) {
        this.columns = columns;
    }

    static StationMean of(PointInTimeView view, String variable) {
        return new StationMean(IntStream.range(0, view.weatherKeys().size())
                .filter(k -> view.weatherKeys().get(k).variable().equals(variable))
                .toArray());
    }

    /** Whether no station has the variable. */
    boolean isAbsent() {
        return columns.length == 0;
    }

    /** The mean at interval {@code index}; NaN where no station is known. */
    double at(PointInTimeView view, int index) {
        double sum = 0;
        int count = 0;
        for (int column : columns) {
            double value = view.weather(column, index);
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /**
     * The mean over the indices {@code [from, to)}. A value that is not known at or after the cutoff is that of the same time on
     * the newest day before it.
     */
    double[] filled(PointInTimeView view, int from, int to) {
        int perDay = view.grid().stepsPerDay();
        double[] values = new double[to - from];
        for (int index = from; index < to; index++) {
            double value = at(view, index);
            int back = index;
            while (Double.isNaN(value) && back >= view.cutoffIndex()) {
                back -= perDay;
                value = at(view, back);
            }
            values[index - from] = value;
        }
        return values;
    }
}
