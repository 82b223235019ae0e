package org.loadcast.serving.forecast;

import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/** One rung of the fallback ladder. Thread-safe. */
interface Rung {

    Tier tier();

    /**
     * Forecasts {@code target} from what {@code view} knows, or says why it cannot.
     *
     * @param target intervals on the view's raster, at or after its cutoff
     */
    Answer answer(PointInTimeView view, TimeGrid target, Quantiles quantiles);

    /** What a rung says. */
    sealed interface Answer {

        /** A forecast: rows = target intervals. */
        record Given(QuantileRows rows) implements Answer {}

        /** No forecast; {@code why} is a sentence. */
        record Passed(String why) implements Answer {}
    }
}
