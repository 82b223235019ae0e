package org.loadcast.serving.access;

import java.time.Instant;
import java.util.List;

/**
 * Where keys are kept. Thread-safe; other processes may change them. Every method throws
 * {@link org.loadcast.features.store.StoreException} when the store cannot be used.
 */
public interface KeyStore {

    void add(ApiKey key);

    /** All keys ever made, oldest first. */
    List<ApiKey> all();

    /** Revokes a key; whether there was one that was not revoked yet. */
    boolean revoke(String id, Instant at);
}
