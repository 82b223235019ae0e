package org.loadcast.serving.access;

import org.loadcast.features.store.LayeredStores;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;

/**
 * Stores with a directory that hides what a visitor does not see; whoever asks it for a meter first keeps to the groups.
 *
 * @param all the stores themselves
 * @param meters the directory
 */
public record VisibleStores(Stores all, MeterDirectory meters) implements LayeredStores {

    public static VisibleStores of(Stores all) {
        return new VisibleStores(all, new VisibleMeters(all.meters()));
    }
}
