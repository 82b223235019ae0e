package org.loadcast.features.transform;

import java.util.List;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/** No columns at all, where a meter has nothing to make them from. */
enum Nothing implements FittedTransform {
    INSTANCE;

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {}
}
