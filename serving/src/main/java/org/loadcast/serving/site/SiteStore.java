package org.loadcast.serving.site;

import java.util.Collection;
import java.util.List;

/**
 * Where the book of sites is kept, and the time whose totals are due. Thread-safe; other processes may change it. Every method
 * throws {@link org.loadcast.features.store.StoreException} when the store cannot be used.
 */
public interface SiteStore {

    /** A book, and a number that rises with every change of it. */
    record Edition(long number, SiteBook book) {}

    /**
     * Time of a site whose sensors' readings changed.
     *
     * @param firstSecond since the epoch
     * @param lastSecond since the epoch, included
     * @param revision tells whether more changed meanwhile
     */
    record Due(String site, long firstSecond, long lastSecond, long revision) {

        /** All time. */
        static Due always(String site) {
            return new Due(site, Long.MIN_VALUE / 4, Long.MAX_VALUE / 4, 0);
        }

        boolean isAlways() {
            return firstSecond == Long.MIN_VALUE / 4;
        }
    }

    Edition read();

    /** Number of the edition, at little cost. */
    long number();

    /** Replaces the edition {@code number} and marks time as due, together; whether it was still the newest one. */
    boolean replace(long number, SiteBook book, Collection<Due> due);

    /** Marks time as due. */
    void mark(Collection<Due> due);

    List<Due> due();

    /** Takes a mark away, unless more changed since it was read. */
    void done(Due due);
}
