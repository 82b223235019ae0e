package org.loadcast.serving.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.MeasuredLoad;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeasurementStore;

/**
 * The recent load of one meter, read once and then only extended.
 *
 * <p>Data that this process wrote is announced by {@link #changedFrom}; data that another process wrote to the last day is
 * seen after {@link #TRUSTED_FOR}, older changes and another step after {@link #REREAD_ALL_AFTER}. Thread-safe.
 */
final class LoadMemory {

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(30);
    private static final Duration REREAD_ALL_AFTER = Duration.ofHours(1);
    private static final Duration REREAD = Duration.ofDays(1);
    /** A model makes up for the forecasts since its training, which is renewed every week. */
    private static final Duration ENDS_LOOK_BACK = Duration.ofDays(7);

    private static final Duration EARLIER_CUTOFFS = Duration.ofDays(7);
    private static final long[] STEPS_MINUTES = {15, 30, 60};

    private final MeterId meter;
    private final MeasurementStore readings;
    private final Duration lookBack;
    private final Clock clock;
    private Optional<Duration> nativeStep = Optional.empty();
    private Optional<LoadSeries> known = Optional.empty();
    private Optional<IntervalEnds> ends = Optional.empty();
    private Instant extendedAt = Instant.EPOCH;
    private Instant readAllAt = Instant.EPOCH;

    LoadMemory(MeterId meter, MeasurementStore readings, Duration lookBack, Clock clock) {
        this.meter = meter;
        this.readings = readings;
        this.lookBack = lookBack;
        this.clock = clock;
    }

    /** A quarter of an hour, or the next of 30 and 60 minutes that is not finer than the readings. */
    synchronized Duration step() {
        return nativeStep().map(LoadMemory::servedStep).orElse(Duration.ofMinutes(STEPS_MINUTES[0]));
    }

    private Optional<Duration> nativeStep() {
        if (nativeStep.isEmpty()) {
            nativeStep = readings.nativeStep(meter);
        }
        return nativeStep;
    }

    private static Duration servedStep(Duration nativeStep) {
        long minutes = Arrays.stream(STEPS_MINUTES)
                .filter(m -> Duration.ofMinutes(m).compareTo(nativeStep) >= 0)
                .findFirst()
                .orElse(STEPS_MINUTES[STEPS_MINUTES.length - 1]);
        return Duration.ofMinutes(minutes);
    }

    /** Forgets what is known from {@code earliest} on, and that something just before is missing: it may have come with it. */
    synchronized void changedFrom(Instant earliest) {
        ends = ends.filter(old -> old.grid().start().isBefore(earliest)).map(old -> old.before(earliest));
        known = known.flatMap(series -> {
            int kept = Math.min(series.length(), series.grid().indexOf(earliest));
            while (kept > 0 && series.isMissing(kept - 1)) {
                kept--;
            }
            return kept <= 0 ? Optional.empty() : Optional.of(series.slice(0, kept));
        });
    }

    /**
     * The load of the look-back before {@code cutoff}.
     *
     * @param cutoff on the epoch-aligned raster of {@code gridStep}
     */
    synchronized LoadSeries before(Instant cutoff, Duration gridStep) {
        LoadSeries series = reaching(cutoff, gridStep);
        return series.slice(
                series.grid().indexOf(cutoff.minus(lookBack)), series.grid().indexOf(cutoff));
    }

    /** The same, with how the load ended in each interval of the last days. */
    synchronized MeasuredLoad withEndsBefore(Instant cutoff, Duration gridStep) {
        return new MeasuredLoad(
                before(cutoff, gridStep), nativeStep().flatMap(finer -> endsBefore(cutoff, gridStep, finer)));
    }

    private Optional<IntervalEnds> endsBefore(Instant cutoff, Duration gridStep, Duration finer) {
        Instant start = cutoff.minus(ENDS_LOOK_BACK);
        Optional<IntervalEnds> kept = ends.filter(old -> old.grid().step().equals(gridStep)
                && !start.isBefore(old.grid().start())
                && !start.isAfter(old.grid().end()));
        if (kept.isPresent() && !kept.get().grid().end().isBefore(cutoff)) {
            return kept;
        }
        Instant from = kept.map(old -> latest(start, old.knownUntil())).orElse(start);
        Optional<IntervalEnds> read = readings.ends(meter, new Interval(from, cutoff), gridStep, finer);
        Optional<IntervalEnds> all = read.map(tail ->
                kept.map(old -> join(old, tail, start.minus(EARLIER_CUTOFFS))).orElse(tail));
        if (ends.isEmpty() || kept.isPresent() || ends.get().grid().end().isBefore(cutoff)) {
            ends = all;
        }
        return all;
    }

    private static IntervalEnds join(IntervalEnds kept, IntervalEnds tail, Instant start) {
        return new IntervalEnds(
                join(kept.fifteenth(), tail.fifteenth(), start), join(kept.third(), tail.third(), start));
    }

    /** Whether the last step before {@code cutoff}, which is on the raster of {@code gridStep}, is known. */
    synchronized boolean knowsLastBefore(Instant cutoff, Duration gridStep) {
        LoadSeries series = reaching(cutoff, gridStep);
        return !series.isMissing(series.grid().indexOf(cutoff) - 1);
    }

    /** A series that has at least the look-back before {@code cutoff}. */
    private LoadSeries reaching(Instant cutoff, Duration gridStep) {
        Instant start = cutoff.minus(lookBack);
        known = known.filter(series -> series.grid().step().equals(gridStep));
        if (known.isPresent() && start.isBefore(known.get().grid().start())) {
            return readings.load(meter, new Interval(start, cutoff), gridStep);
        }
        Instant now = clock.instant();
        boolean trusted = known.isPresent()
                && !known.get().grid().end().isBefore(cutoff)
                && !now.isAfter(extendedAt.plus(TRUSTED_FOR));
        return trusted ? known.orElseThrow() : extend(cutoff, gridStep, now);
    }

    private LoadSeries extend(Instant cutoff, Duration gridStep, Instant now) {
        Instant end = known.map(series -> latest(cutoff, series.grid().end())).orElse(cutoff);
        Instant start = end.minus(lookBack).minus(EARLIER_CUTOFFS);
        boolean appendable = !now.isAfter(readAllAt.plus(REREAD_ALL_AFTER))
                && known.isPresent()
                && known.get().grid().end().isAfter(start);
        LoadSeries series;
        if (appendable) {
            LoadSeries kept = known.orElseThrow();
            Instant from = latest(start, kept.grid().end().minus(REREAD));
            series = join(kept, readings.load(meter, new Interval(from, end), gridStep), start);
        } else {
            series = readings.load(meter, new Interval(start, end), gridStep);
            readAllAt = now;
            nativeStep = Optional.empty();
        }
        known = Optional.of(series);
        extendedAt = now;
        return series;
    }

    /** {@code kept} up to the start of {@code tail}, then {@code tail}; nothing before {@code start}. */
    private static LoadSeries join(LoadSeries kept, LoadSeries tail, Instant start) {
        Instant from = latest(start, kept.grid().start());
        TimeGrid grid = TimeGrid.covering(
                new Interval(from, tail.grid().end()), tail.grid().step());
        double[] values = new double[grid.length()];
        int head = grid.indexOf(tail.grid().start());
        System.arraycopy(kept.toArray(), kept.grid().indexOf(grid.start()), values, 0, head);
        System.arraycopy(tail.toArray(), 0, values, head, tail.length());
        return LoadSeries.ofArray(grid, values);
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
