package org.loadcast.serving.site;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.PowerRows;

/**
 * Writes the derived totals of a site over the time whose readings changed: what follows now is written, what no longer follows is
 * removed. Doing it again changes nothing.
 *
 * <p>The step is that of the coarsest sensor, and no finer than a minute.
 */
final class Derivation {

    /** Steps that derived meters may have, each a part of an hour, and days of an hour. */
    private static final List<Duration> STEPS =
            Stream.of(1, 5, 15, 30, 60).map(Duration::ofMinutes).toList();

    /** Meters' clocks waver. */
    private static final double ABOUT = 1.1;

    /** Some readings further, a reading no longer tells how long another one holds. */
    private static final int USUAL_DISTANCES = 3;

    private static final Duration AT_ONCE = Duration.ofDays(30);

    private final MeasurementStore store;
    private final SiteTotals totals;

    /** @param store takes what is derived, and gives what is measured */
    Derivation(MeasurementStore store, SiteConfig site) {
        this.store = store;
        this.totals = SiteTotals.of(site);
    }

    /** What was written: from when on, and the newest values. */
    record Written(Map<MeterId, Instant> earliest, List<Reading> newest, long rows) {}

    /** Brings the totals up to date; {@code progress} hears the share that is done. */
    Written run(SiteStore.Due due, DoubleConsumer progress) {
        Written written = new Written(new HashMap<>(), new ArrayList<>(), 0);
        List<Duration> natives = totals.inputs().stream()
                .flatMap(sensor -> store.nativeStep(sensor.meter()).stream())
                .toList();
        Optional<Interval> all = span();
        if (natives.isEmpty() || all.isEmpty() || totals.derived().isEmpty()) {
            return written;
        }
        Duration coarsest = natives.stream().max(Comparator.naturalOrder()).orElseThrow();
        Duration step = step(coarsest);
        boolean anew = removeOtherSteps(step);
        Optional<Interval> changed =
                due.isAlways() || anew ? all : around(due, coarsest).intersect(all.get());
        if (changed.isEmpty()) {
            return written;
        }
        Instant end = changed.get().to();
        long rows = 0;
        for (Instant from = changed.get().from(); from.isBefore(end); from = from.plus(AT_ONCE)) {
            Instant to = from.plus(AT_ONCE).isBefore(end) ? from.plus(AT_ONCE) : end;
            rows += write(TimeGrid.covering(new Interval(from, to), step), written);
            progress.accept((double) Duration.between(changed.get().from(), to).toSeconds()
                    / changed.get().duration().toSeconds());
        }
        return new Written(written.earliest(), written.newest(), rows);
    }

    static Duration step(Duration coarsest) {
        return STEPS.stream()
                .filter(step -> coarsest.toSeconds() <= ABOUT * step.toSeconds())
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
    }

    /** From the first to the last reading of sensors and totals. */
    private Optional<Interval> span() {
        return Stream.concat(totals.inputs().stream().map(Sensor::meter), totals.derived().stream())
                .flatMap(meter -> store.span(meter).stream())
                .reduce((a, b) -> new Interval(
                        a.from().isBefore(b.from()) ? a.from() : b.from(), a.to().isAfter(b.to()) ? a.to() : b.to()));
    }

    /** A total that was written with another step stands between the new values; whether there was one. */
    private boolean removeOtherSteps(Duration step) {
        boolean removed = false;
        for (MeterId meter : totals.derived()) {
            Optional<Duration> before = store.nativeStep(meter).map(Derivation::step);
            if (before.isPresent() && !before.get().equals(step)) {
                store.span(meter).ifPresent(span -> store.remove(meter, span));
                removed = true;
            }
        }
        return removed;
    }

    private static Interval around(SiteStore.Due due, Duration coarsest) {
        long margin = USUAL_DISTANCES * coarsest.toSeconds();
        return new Interval(
                Instant.ofEpochSecond(due.firstSecond() - margin),
                Instant.ofEpochSecond(due.lastSecond() + margin + 1));
    }

    private long write(TimeGrid grid, Written written) {
        Interval interval = new Interval(grid.start(), grid.end());
        Map<MeterId, double[]> loads = new HashMap<>();
        for (Sensor sensor : totals.inputs()) {
            loads.put(
                    sensor.meter(),
                    store.load(sensor.meter(), interval, grid.step()).toArray());
        }
        PowerRows rows = new PowerRows();
        for (SiteRole role : totals.derivedRoles()) {
            MeterId meter = totals.derivedMeter(role);
            double[] kilowatts = totals.compute(role, loads, grid);
            removeWhatNoLongerFollows(meter, kilowatts, grid);
            for (int i = 0; i < kilowatts.length; i++) {
                if (!Double.isNaN(kilowatts[i])) {
                    rows.add(meter, grid.startOf(i).getEpochSecond(), kilowatts[i]);
                    written.earliest().putIfAbsent(meter, grid.startOf(i));
                }
            }
        }
        if (!rows.isEmpty()) {
            store.write(rows);
            keepNewest(rows, written.newest());
        }
        return rows.size();
    }

    private void removeWhatNoLongerFollows(MeterId meter, double[] kilowatts, TimeGrid grid) {
        List<Reading> old = store.readings(meter, new Interval(grid.start(), grid.end()));
        Instant from = null;
        Instant to = null;
        for (Reading reading : old) {
            boolean gone = Double.isNaN(kilowatts[grid.indexOf(reading.timestamp())]);
            if (gone) {
                from = from == null ? reading.timestamp() : from;
                to = reading.timestamp().plusSeconds(1);
            }
            if (!gone && from != null && to != null) {
                store.remove(meter, new Interval(from, to));
                from = null;
            }
        }
        if (from != null && to != null) {
            store.remove(meter, new Interval(from, to));
        }
    }

    private static void keepNewest(PowerRows rows, List<Reading> newest) {
        Map<MeterId, Reading> last = new HashMap<>();
        newest.forEach(reading -> last.put(reading.meter(), reading));
        for (int row = 0; row < rows.size(); row++) {
            MeterId meter = rows.meters().get(rows.meterIndex(row));
            last.put(
                    meter, new Reading.Power(meter, Instant.ofEpochSecond(rows.epochSecond(row)), rows.kilowatts(row)));
        }
        newest.clear();
        newest.addAll(last.values());
    }
}
