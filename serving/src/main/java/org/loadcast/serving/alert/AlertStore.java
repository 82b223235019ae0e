package org.loadcast.serving.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where alerts are kept, and when the last digest went out. Thread-safe. Every method throws
 * {@link org.loadcast.features.store.StoreException} when the store cannot be used.
 */
public interface AlertStore {

    /** Adds an alert or replaces the one with its id; durable when this returns. */
    void put(Alert alert);

    Optional<Alert> find(String id);

    /** Those that are not resolved, oldest first. */
    List<Alert> unresolved();

    /** All that are kept, newest first; of the resolved ones some thousand. */
    List<Alert> all();

    /** When {@code sink} got its last digest; empty when it never did. */
    Optional<Instant> digestAt(String sink);

    void digestAt(String sink, Instant at);
}
