package org.loadcast.features.store;

import java.util.Optional;

/** All that lasts, opened in one place; each adapter package has an {@code open} that makes one. Thread-safe. */
public interface Stores extends AutoCloseable {

    MeasurementStore measurements();

    /** Sums of the measurements. */
    LoadAggregates aggregates();

    WeatherStore weather();

    ForecastStore forecasts();

    MeterDirectory meters();

    /** Why what is stored cannot be read or written just now, as far as it is known without asking; empty when all is well. */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** Where the stores are, for people: a file or an address, never a secret. */
    String location();

    @Override
    void close();
}
