package org.loadcast.serving.access;

import java.time.Instant;
import java.util.List;

/** Who changed what. Thread-safe. Every method throws {@link org.loadcast.features.store.StoreException} when it cannot be used. */
public interface AuditLog {

    /**
     * A change, or an attempt at one.
     *
     * @param number rises with every entry; 0 in one that is not stored yet
     * @param who name of a visitor, or of the part of the service that acted by itself
     * @param address where it came from; empty when from this process
     * @param action what was asked for, such as {@code DELETE /api/v1/meters/m1}
     * @param outcome HTTP status or a sentence
     */
    record Entry(long number, Instant at, String who, String address, String action, String outcome) {}

    void add(Entry entry);

    /** The newest entries with a number below {@code before}, newest first. */
    List<Entry> newest(long before, int most);
}
