package org.loadcast.features.transform;

import org.loadcast.features.view.PointInTimeView;

/** A recipe for some feature columns. */
public interface Transform {

    /** Learns from what {@code view} knows and returns the fitted transform. */
    FittedTransform fit(PointInTimeView view);
}
