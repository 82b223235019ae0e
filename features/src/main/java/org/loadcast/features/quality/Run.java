package org.loadcast.features.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;

/** A run of neighbouring intervals {@code [from, to)} of a grid. */
record Run(int from, int to) {

    /** The longest runs of indices below {@code length} for which {@code holds}. */
    static List<Run> where(int length, IntPredicate holds) {
        List<Run> runs = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= length; i++) {
            boolean inside = i < length && holds.test(i);
            if (inside && from < 0) {
                from = i;
            } else if (!inside && from >= 0) {
                runs.add(new Run(from, i));
                from = -1;
            }
        }
        return runs;
    }

    int length() {
        return to - from;
    }

    Interval on(TimeGrid grid) {
        return new Interval(grid.startOf(from), grid.startOf(to));
    }
}
