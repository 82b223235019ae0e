package org.loadcast.serving.access;

import java.util.Optional;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.LoadAggregates;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WeatherStore;

/**
 * Stores with a directory that hides what a visitor does not see; whoever asks it for a meter first keeps to the groups.
 *
 * @param all the stores themselves
 * @param meters the directory
 */
public record VisibleStores(Stores all, MeterDirectory meters) implements Stores {

    public static VisibleStores of(Stores all) {
        return new VisibleStores(all, new VisibleMeters(all.meters()));
    }

    @Override
    public MeasurementStore measurements() {
        return all.measurements();
    }

    @Override
    public WeatherStore weather() {
        return all.weather();
    }

    @Override
    public ForecastStore forecasts() {
        return all.forecasts();
    }

    @Override
    public LoadAggregates aggregates() {
        return all.aggregates();
    }

    @Override
    public Optional<String> trouble() {
        return all.trouble();
    }

    @Override
    public String location() {
        return all.location();
    }

    @Override
    public void close() {
        all.close();
    }
}
