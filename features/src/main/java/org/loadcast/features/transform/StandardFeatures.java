package org.loadcast.features.transform;

import java.util.List;

/** The pipeline that Loadcast's own tabular forecasters share. */
public final class StandardFeatures {

    private StandardFeatures() {}

    /**
     * Load, calendar, weather and sun, and where the meter has them vacations, Ramadan and prices; {@code nextStep} for one step ahead,
     * where changes count more than levels.
     */
    public static FeaturePipeline pipeline(boolean nextStep) {
        return new FeaturePipeline(List.of(
                new LoadFeatures(nextStep),
                new CalendarFeatures(),
                new VacationFeatures(),
                new HijriFeatures(),
                new WeatherFeatures(nextStep),
                new SunFeatures(),
                new PriceFeatures()));
    }
}
