package org.loadcast.features.forecast;

import java.util.Locale;

/** What a forecaster may know of the weather after the cutoff. */
public enum FutureWeather {
    /** Nothing: weather ends at the cutoff. */
    NONE,
    /** The forecasts that were available at the cutoff. */
    FORECAST,
    /** The weather that really came: an upper bound that only a backtest can have. */
    ACTUAL;

    /** The name in tasks and JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #label} back.
     *
     * @throws IllegalArgumentException naming the accepted words
     */
    public static FutureWeather parse(String text) {
        for (FutureWeather value : values()) {
            if (value.label().equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("future_weather '" + text + "' is not known. Use none, forecast or actual.");
    }
}
