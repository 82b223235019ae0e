package org.loadcast.features.transform;

import java.util.List;

/** The pipelines that Loadcast's own tabular forecasters share. */
public final class StandardFeatures {

    private StandardFeatures() {}

    /** For one step ahead: changes count more than levels. */
    public static FeaturePipeline nextStep() {
        return pipeline(true);
    }

    /** For hours to days ahead. */
    public static FeaturePipeline ahead() {
        return pipeline(false);
    }

    private static FeaturePipeline pipeline(boolean nextStep) {
        return new FeaturePipeline(
                List.of(new LoadFeatures(nextStep), new CalendarFeatures(), new WeatherFeatures(nextStep)));
    }
}
