package org.loadcast.features.store;

/** All that lasts, opened in one place; each adapter package has an {@code open} that makes one. Thread-safe. */
public interface Stores extends AutoCloseable {

    MeasurementStore measurements();

    /** Sums of the measurements. */
    LoadAggregates aggregates();

    WeatherStore weather();

    ForecastStore forecasts();

    MeterDirectory meters();

    /** Where the stores are, for people: a file or an address, never a secret. */
    String location();

    @Override
    void close();
}
