package org.loadcast.serving.site;

import java.util.Optional;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.LoadAggregates;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WeatherStore;

/**
 * Stores that note which sites are due when readings of their sensors are written, whoever writes them.
 *
 * @param all the stores themselves
 * @param measurements the same measurements, watched
 * @param books which meters are sensors
 * @param sites where it is noted
 */
public record WatchedStores(Stores all, MeasurementStore measurements, Books books, SiteStore sites) implements Stores {

    public static WatchedStores of(Stores all, SiteStore sites) {
        Books books = new Books(sites);
        return new WatchedStores(all, new WatchedMeasurements(all.measurements(), books, sites), books, sites);
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
    public MeterDirectory meters() {
        return all.meters();
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
