package org.loadcast.features.transform;

import java.util.List;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/** Computes its feature columns for the targets of one cutoff. Thread-safe. */
public interface FittedTransform {

    /** Names of the columns, unique in a pipeline. */
    List<String> columns();

    /**
     * Writes the columns for every interval of {@code target}.
     *
     * @param view what is known
     * @param target intervals on the view's raster, all at or after its cutoff
     * @param out rows = target intervals; this transform's columns start at {@code firstColumn}; unset cells are NaN
     */
    void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn);
}
