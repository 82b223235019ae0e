package org.loadcast.serving.forecast;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A map that keeps the entries used last, up to a fixed number. Thread-safe. */
public final class LruCache<K, V> {

    private final Map<K, V> entries;

    public LruCache(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("Cache capacity " + capacity + " is not positive.");
        }
        this.entries = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    public synchronized void put(K key, V value) {
        entries.put(key, value);
    }

    /** The entry of {@code key}, made when there is none; {@code make} must be quick, for it runs under the cache's lock. */
    public synchronized V getOrMake(K key, Function<K, V> make) {
        return entries.computeIfAbsent(key, make);
    }

    /** Puts a changed value in place of each value whose key is {@code meant}. */
    public synchronized void replaceIf(Predicate<K> meant, UnaryOperator<V> change) {
        entries.replaceAll((key, value) -> meant.test(key) ? change.apply(value) : value);
    }

    public synchronized void removeIf(Predicate<K> forgotten) {
        entries.keySet().removeIf(forgotten);
    }
}
