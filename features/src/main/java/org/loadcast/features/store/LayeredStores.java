package org.loadcast.features.store;

import java.util.Optional;

/** Stores on top of others: what an implementation does not answer itself, {@link #all} answers. */
public interface LayeredStores extends Stores {

    /** The stores below. */
    Stores all();

    @Override
    default MeasurementStore measurements() {
        return all().measurements();
    }

    @Override
    default LoadAggregates aggregates() {
        return all().aggregates();
    }

    @Override
    default WeatherStore weather() {
        return all().weather();
    }

    @Override
    default ForecastStore forecasts() {
        return all().forecasts();
    }

    @Override
    default MeterDirectory meters() {
        return all().meters();
    }

    @Override
    default Optional<String> trouble() {
        return all().trouble();
    }

    @Override
    default String location() {
        return all().location();
    }

    @Override
    default void close() {
        all().close();
    }
}
