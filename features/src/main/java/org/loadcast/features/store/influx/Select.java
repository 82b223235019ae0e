package org.loadcast.features.store.influx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question to one measurement, in no language yet.
 *
 * @param measurement name in the bucket
 * @param columns names of fields and tags in the bucket; empty for all
 * @param tags values that tags must have
 * @param fromSecond first second that is asked for
 * @param toSecond first second that is not
 * @param within range of an integer field, if rows are chosen by one
 * @param order which rows come first, and how many
 */
record Select(
        String measurement,
        List<String> columns,
        Map<String, String> tags,
        long fromSecond,
        long toSecond,
        Optional<FieldRange> within,
        Order order) {

    /** InfluxDB's times are nanoseconds in 64 bits: 1677 to 2262. */
    static final long FIRST_SECOND = -9_223_372_036L;

    static final long LAST_SECOND = 9_223_372_036L;

    /** An integer field in {@code [from, to)}. */
    record FieldRange(String field, long from, long to) {}

    /** By time; {@code limit} rows, or all. */
    record Order(boolean newestFirst, OptionalInt limit) {
        static final Order BY_TIME = new Order(false, OptionalInt.empty());
        static final Order FIRST = new Order(false, OptionalInt.of(1));
        static final Order LAST = newest(1);

        static Order newest(int rows) {
            return new Order(true, OptionalInt.of(rows));
        }
    }

    static Select of(String measurement, List<String> columns, Map<String, String> tags) {
        return new Select(measurement, columns, tags, FIRST_SECOND, LAST_SECOND, Optional.empty(), Order.BY_TIME);
    }

    Select between(long from, long to) {
        return new Select(
                measurement, columns, tags, Math.max(from, FIRST_SECOND), Math.min(to, LAST_SECOND), within, order);
    }

    Select within(FieldRange range) {
        return new Select(measurement, columns, tags, fromSecond, toSecond, Optional.of(range), order);
    }

    Select ordered(Order by) {
        return new Select(measurement, columns, tags, fromSecond, toSecond, within, by);
    }
}
