package org.loadcast.features.store;

/**
 * What became of written rows.
 *
 * @param added rows that were new
 * @param replaced rows that contradicted a stored value and took its place
 * @param unchanged rows that the store already held with the same value
 */
public record WriteCounts(long added, long replaced, long unchanged) {

    public static final WriteCounts NONE = new WriteCounts(0, 0, 0);

    public WriteCounts plus(WriteCounts other) {
        return new WriteCounts(added + other.added, replaced + other.replaced, unchanged + other.unchanged);
    }

    public long total() {
        return added + replaced + unchanged;
    }
}
