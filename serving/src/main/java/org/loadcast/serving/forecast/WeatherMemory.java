package org.loadcast.serving.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.view.SharedWeather;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** The recent weather of locations, read once for all meters that share one. Thread-safe. */
final class WeatherMemory {

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(30);
    private static final Duration OBSERVED_LOOK_BACK = Duration.ofDays(70);
    private static final Duration RUNS_LOOK_BACK = Duration.ofDays(2);
    private static final Duration LEAST_REACH = Duration.ofDays(3);
    private static final Duration EARLIER_CUTOFFS = Duration.ofHours(1);
    private static final int LOCATIONS_REMEMBERED = 64;

    private final WeatherStore store;
    private final Clock clock;
    private final LruCache<String, Local> locations = new LruCache<>(LOCATIONS_REMEMBERED);

    WeatherMemory(WeatherStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The weather of one location around a cutoff.
     *
     * @param observed measured weather, of the ten weeks before the cutoff
     * @param runs the runs with values around and after the cutoff that were available by then
     * @param laid the same on the rasters of the meters that have read it
     * @param fingerprint of both
     */
    record Local(
            WeatherTable observed,
            List<WeatherRun> runs,
            SharedWeather laid,
            long fingerprint,
            Instant cutoff,
            Instant until,
            Instant readAt) {

        Local readAgainAt(Instant now) {
            return new Local(observed, runs, laid, fingerprint, cutoff, until, now);
        }

        boolean serves(Instant askedCutoff, Instant askedUntil, Instant now) {
            return !askedCutoff.isAfter(cutoff)
                    && !askedCutoff.isBefore(cutoff.minus(EARLIER_CUTOFFS))
                    && !askedUntil.isAfter(until)
                    && !now.isAfter(readAt.plus(TRUSTED_FOR));
        }
    }

    /** The weather of {@code location} that may be used at {@code cutoff} for targets up to {@code until}. */
    Local read(String location, Instant cutoff, Instant until) {
        Instant now = clock.instant();
        return locations
                .get(location)
                .filter(local -> local.serves(cutoff, until, now))
                .orElseGet(() -> readStored(location, cutoff, until, now));
    }

    private Local readStored(String location, Instant cutoff, Instant until, Instant now) {
        Instant reach = until.isAfter(cutoff.plus(LEAST_REACH)) ? until : cutoff.plus(LEAST_REACH);
        WeatherTable observed = store.observed(location, new Interval(cutoff.minus(OBSERVED_LOOK_BACK), cutoff));
        List<WeatherRun> runs =
                newest(store.forecasts(location, new Interval(cutoff.minus(RUNS_LOOK_BACK), reach), cutoff), cutoff);
        long fingerprint = fingerprint(observed, runs);
        Local local = locations
                .get(location)
                .filter(old -> old.fingerprint() == fingerprint
                        && old.cutoff().equals(cutoff)
                        && old.until().equals(reach))
                .map(old -> old.readAgainAt(now))
                .orElseGet(() -> new Local(observed, runs, new SharedWeather(), fingerprint, cutoff, reach, now));
        locations.put(location, local);
        return local;
    }

    private static long fingerprint(WeatherTable observed, List<WeatherRun> runs) {
        Fingerprint fingerprint = new Fingerprint();
        add(fingerprint, observed);
        for (WeatherRun run : runs) {
            fingerprint.add(run.availableAt().getEpochSecond());
            add(fingerprint, run.table());
        }
        return fingerprint.value();
    }

    private static void add(Fingerprint fingerprint, WeatherTable table) {
        for (int row = 0; row < table.rows(); row++) {
            fingerprint.add(table.timestamp(row).getEpochSecond());
        }
        for (String variable : table.variables()) {
            fingerprint.add(variable.hashCode());
            for (int row = 0; row < table.rows(); row++) {
                fingerprint.add(Double.doubleToLongBits(table.value(variable, row)));
            }
        }
    }

    /** The runs of the last days; where there is none, the newest. */
    private static List<WeatherRun> newest(List<WeatherRun> runs, Instant cutoff) {
        Instant oldest = cutoff.minus(RUNS_LOOK_BACK);
        List<WeatherRun> recent =
                runs.stream().filter(run -> run.availableAt().isAfter(oldest)).toList();
        return recent.isEmpty() && !runs.isEmpty() ? List.of(runs.get(runs.size() - 1)) : recent;
    }

    void forget(String location) {
        locations.removeIf(location::equals);
    }
}
