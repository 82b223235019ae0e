package org.loadcast.serving.site;

import org.loadcast.features.store.LayeredStores;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.Stores;

/**
 * Stores that note which sites are due when readings of their sensors are written, whoever writes them.
 *
 * @param all the stores themselves
 * @param measurements the same measurements, watched
 * @param books which meters are sensors
 * @param sites where it is noted
 */
public record WatchedStores(Stores all, MeasurementStore measurements, Books books, SiteStore sites)
        implements LayeredStores {

    public static WatchedStores of(Stores all, SiteStore sites) {
        Books books = new Books(sites);
        return new WatchedStores(all, new WatchedMeasurements(all.measurements(), books, sites), books, sites);
    }
}
