package org.loadcast.serving.ingest.mqtt;

import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.LoadAggregates;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WeatherStore;

/** Stores whose measurements are away at times. */
final class ShakyStores implements Stores {

    private final Stores stores;
    private volatile boolean away;

    ShakyStores(Stores stores) {
        this.stores = stores;
    }

    void leave() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    @Override
    public MeasurementStore measurements() {
        if (away) {
            throw new StoreException("The measurements are away.");
        }
        return stores.measurements();
    }

    @Override
    public LoadAggregates aggregates() {
        return stores.aggregates();
    }

    @Override
    public WeatherStore weather() {
        return stores.weather();
    }

    @Override
    public ForecastStore forecasts() {
        return stores.forecasts();
    }

    @Override
    public MeterDirectory meters() {
        return stores.meters();
    }

    @Override
    public String location() {
        return stores.location();
    }

    @Override
    public void close() {
        stores.close();
    }
}
