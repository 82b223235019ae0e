package org.loadcast.serving.ingest.decode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.loadcast.features.meter.MeterId;

/**
 * Adds up what comes in parts: phases, tariffs, delivered and returned. Thread-safe.
 *
 * <p>The parts of a meter are laid on intervals; the last value of a part in an interval counts, and a silent part counts
 * with its value from an earlier interval for a while. As soon as every part is known an interval has a sum, which each
 * further message settles anew, so late and repeated messages end at the same value. Remembered are few intervals of the
 * meters that spoke last; after a restart the first sum waits until every part has spoken.
 */
final class Sums {

    static final int MOST_METERS = 10_000;
    private static final int INTERVALS = 16;

    /** What is summed: one kind of one meter. */
    record Key(MeterId meter, Kind kind) {}

    /**
     * How the parts of a meter are put together.
     *
     * @param parts the names of all parts
     * @param every length of an interval
     * @param hold for how long a silent part counts with its last value
     */
    record Rule(Set<String> parts, Duration every, Duration hold) {
        Rule {
            parts = Set.copyOf(parts);
        }

        Instant intervalOf(Instant at) {
            long seconds = every.toSeconds();
            return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
        }
    }

    private final Map<Key, NavigableMap<Instant, Map<String, Double>>> intervals = new LinkedHashMap<>(16, 0.75f, true);

    /** The sum of the interval that holds {@code at}, with this part in it; empty while a part is unknown. */
    synchronized OptionalDouble add(Key key, Rule rule, String part, Instant at, double value) {
        NavigableMap<Instant, Map<String, Double>> known = intervals.computeIfAbsent(key, first -> new TreeMap<>());
        if (intervals.size() > MOST_METERS) {
            intervals.remove(intervals.keySet().iterator().next());
        }
        Instant interval = rule.intervalOf(at);
        known.computeIfAbsent(interval, first -> new HashMap<>()).put(part, value);
        if (known.size() > INTERVALS) {
            known.pollFirstEntry();
        }
        double sum = 0;
        for (String name : rule.parts()) {
            OptionalDouble last = last(known, rule, name, interval);
            if (last.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += last.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    private static OptionalDouble last(
            NavigableMap<Instant, Map<String, Double>> known, Rule rule, String part, Instant interval) {
        Instant oldest = interval.minus(rule.hold());
        for (Map<String, Double> parts :
                known.subMap(oldest, true, interval, true).descendingMap().values()) {
            Double value = parts.get(part);
            if (value != null) {
                return OptionalDouble.of(value);
            }
        }
        return OptionalDouble.empty();
    }
}
