package org.loadcast.serving.access;

import java.util.Optional;

/** Whom keys may be made for. Thread-safe. Throws {@link org.loadcast.features.store.StoreException} when it cannot be read. */
@FunctionalInterface
public interface People {

    /** The person of that name; empty when there is none, or no more. */
    Optional<Person> find(String name);
}
