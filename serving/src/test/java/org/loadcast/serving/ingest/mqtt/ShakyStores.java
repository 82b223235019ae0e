package org.loadcast.serving.ingest.mqtt;

import org.loadcast.features.store.LayeredStores;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.Stores;

/** Stores whose measurements are away at times. */
final class ShakyStores implements LayeredStores {

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
    public Stores all() {
        return stores;
    }

    @Override
    public MeasurementStore measurements() {
        if (away) {
            throw new StoreException("The measurements are away.");
        }
        return stores.measurements();
    }
}
