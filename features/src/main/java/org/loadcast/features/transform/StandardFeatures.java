package org.loadcast.features.transform;

import java.util.List;

/** The pipeline that Loadcast's own tabular forecasters share. */
public final class StandardFeatures {

    private StandardFeatures() {}

    /**
     * Load, calendar, weather and sun, and where the meter has them vacations, Ramadan and prices; {@code near} for the next hour,
     * where changes count more than levels and what is finer than a step counts too.
     */
    public static FeaturePipeline pipeline(boolean near) {
        return new FeaturePipeline(List.of(
                new LoadFeatures(near),
                near ? new EndFeatures() : view -> Nothing.INSTANCE,
                new CalendarFeatures(),
                new VacationFeatures(),
                new HijriFeatures(),
                new WeatherFeatures(near),
                new SunFeatures(),
                new PriceFeatures()));
    }
}
