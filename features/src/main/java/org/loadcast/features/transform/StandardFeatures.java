package org.loadcast.features.transform;

import java.util.List;

/** The pipeline that Loadcast's own tabular forecasters share. */
public final class StandardFeatures {

    private StandardFeatures() {}

    /** Load, calendar, weather and sun; {@code nextStep} for one step ahead, where changes count more than levels. */
    public static FeaturePipeline pipeline(boolean nextStep) {
        return new FeaturePipeline(List.of(
                new LoadFeatures(nextStep), new CalendarFeatures(), new WeatherFeatures(nextStep), new SunFeatures()));
    }

    /** What the weather means to people and buildings: degree days and moist air. Not among the standard ones; by choice. */
    public static FeaturePipeline comfort() {
        return new FeaturePipeline(List.of(new DegreeDayFeatures(), new HumidityFeatures()));
    }

    /** Whether {@link #comfort} makes this column. */
    public static boolean isComfort(String column) {
        return column.startsWith("degree.") || column.startsWith("air.");
    }
}
