package org.loadcast.serving.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.MeasurementStore;

/**
 * Follows the stored load of some meters as means of equal intervals: from a time on, then as new readings come in.
 *
 * <p>Each interval of a meter comes once, in order of time, when its readings are complete. A missing one is passed over once a
 * later one is there or an hour has gone by, so a reading that comes later than the next one is not told. Not thread-safe.
 */
public final class AveragedLoad {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration WAITED_FOR = Duration.ofHours(1);
    private static final int MOST_AT_ONCE = 500;

    private final MeasurementStore store;
    private final Duration interval;
    private final Map<MeterId, Instant> toldUntil = new TreeMap<>();

    /**
     * Follows {@code meters} from {@code from} on.
     *
     * @param interval one that divides an hour, see {@link #requireInterval}
     */
    public AveragedLoad(MeasurementStore store, Collection<MeterId> meters, Duration interval, Instant from) {
        this.store = store;
        this.interval = requireInterval(interval);
        meters.forEach(meter -> toldUntil.put(meter, floor(from)));
    }

    /**
     * The mean power of a meter.
     *
     * @param start of the interval
     */
    public record Mean(MeterId meter, Instant start, Duration step, double kilowatts) {}

    /**
     * The interval, when it can be one.
     *
     * @throws IllegalArgumentException when it is not from 1 s to 1 h, or does not divide an hour
     */
    public static Duration requireInterval(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0
                || interval.compareTo(LONGEST) > 0
                || LONGEST.toMillis() % interval.toMillis() != 0
                || interval.toMillis() % 1000 != 0) {
            throw new IllegalArgumentException(
                    interval + " does not divide an hour into whole seconds. Use 5, 15, 30 or 60"
                            + " seconds, PT15M, or another part of an hour.");
        }
        return interval;
    }

    /** The end of what is stored of a meter by {@code now}, else {@code now}: where a live listener begins. */
    public static Instant liveFrom(MeasurementStore store, MeterId meter, Instant now) {
        return store.span(meter)
                .map(Interval::to)
                .filter(end -> end.isBefore(now))
                .orElse(now);
    }

    /** The same, each meter from the end of what is stored of it. */
    public static AveragedLoad live(
            MeasurementStore store, Collection<MeterId> meters, Duration interval, Instant now) {
        AveragedLoad load = new AveragedLoad(store, meters, interval, now);
        load.toldUntil.replaceAll((meter, from) -> load.floor(liveFrom(store, meter, now)));
        return load;
    }

    /** A time such that who follows from there again misses nothing, and hears little twice. */
    public Instant resumeFrom() {
        Instant newest =
                toldUntil.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        Instant patience = newest.minus(WAITED_FOR);
        return toldUntil.values().stream()
                .filter(until -> !until.isBefore(patience))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whether all that ended by {@code until} was told or given up. */
    public boolean hasReached(Instant until) {
        Instant end = floor(until);
        return toldUntil.values().stream().noneMatch(told -> told.isBefore(end));
    }

    /**
     * The next means of intervals that ended by {@code until}, by time; some hundred at most, and none when all are told.
     *
     * @param until not after {@code now}
     * @param now decides which missing intervals are waited for
     */
    public List<Mean> next(Instant until, Instant now) {
        Instant end = floor(until);
        Instant givenUp = floor(now.minus(WAITED_FOR));
        Instant replayed = replayedUntil(end, givenUp);
        List<Mean> means = new ArrayList<>();
        toldUntil.replaceAll((meter, told) -> {
            Instant windowEnd = told.isBefore(givenUp) ? replayed : end;
            return told.isBefore(windowEnd) ? collect(meter, new Interval(told, windowEnd), givenUp, means) : told;
        });
        means.sort(Comparator.comparing(Mean::start).thenComparing(Mean::meter));
        return means;
    }

    /** How far the past is read at once, the same for all meters, so that they keep together. */
    private Instant replayedUntil(Instant end, Instant givenUp) {
        Duration atOnce = interval.multipliedBy(Math.max(1, MOST_AT_ONCE / toldUntil.size()));
        return toldUntil.values().stream()
                .filter(told -> told.isBefore(givenUp))
                .min(Comparator.naturalOrder())
                .map(told -> told.plus(atOnce))
                .filter(window -> window.isBefore(end))
                .orElse(end);
    }

    /** Adds the means of a window; returns until when the meter is told. */
    private Instant collect(MeterId meter, Interval window, Instant givenUp, List<Mean> means) {
        LoadSeries load = store.load(meter, window, interval);
        Instant told = window.from();
        for (int i = 0; i < load.length(); i++) {
            if (!load.isMissing(i)) {
                means.add(new Mean(meter, load.grid().startOf(i), interval, load.kilowatts(i)));
                told = load.grid().endOf(i);
            }
        }
        Instant passed = givenUp.isBefore(window.to()) ? givenUp : window.to();
        return passed.isAfter(told) ? passed : told;
    }

    private Instant floor(Instant at) {
        long seconds = interval.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
