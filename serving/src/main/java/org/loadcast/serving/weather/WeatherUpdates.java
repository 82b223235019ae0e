package org.loadcast.serving.weather;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** Brings the weather of the meters' places up to date. Thread-safe. */
public final class WeatherUpdates {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int DAYS_OF_A_REQUEST = 90;
    private static final int MOST_FAILURES_IN_A_ROW = 3;

    /** From where the past is taken. */
    public enum History {
        /** Reanalysis, which fits measurements best and ends some days ago. */
        ARCHIVE,
        /** Past forecasts of the last hours before each time, up to yesterday. */
        FORECASTS
    }

    /**
     * What became of the places.
     *
     * @param updated locations with new weather
     * @param fresh locations that were not asked for, because what is stored is new enough
     * @param failed locations that could not be had, with the reason
     * @param unknown locations of meters that have no place
     */
    public record Report(
            SortedSet<String> updated,
            SortedSet<String> fresh,
            SortedMap<String, String> failed,
            SortedSet<String> unknown) {

        static Report ofPlaces(Places places) {
            return new Report(new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), places.unknown());
        }
    }

    private final MeterDirectory meters;
    private final WeatherStore store;
    private final WeatherConfig config;
    private final OpenMeteo openMeteo;
    private final Clock clock;

    public WeatherUpdates(Stores stores, WeatherConfig config, Clock clock) {
        this(stores, config, clock, PAUSE);
    }

    WeatherUpdates(Stores stores, WeatherConfig config, Clock clock, Duration pause) {
        this.meters = stores.meters();
        this.store = stores.weather();
        this.config = config;
        this.openMeteo = new OpenMeteo(config, pause);
        this.clock = clock;
    }

    /** Asks for the forecast of every place whose newest run is older than the interval. */
    public Report update() {
        Places places = places();
        Report report = Report.ofPlaces(places);
        each(places, report, location -> isFresh(location), (location, place) -> {
            WeatherTable table = openMeteo.forecast(location, place);
            store(table, clock.instant());
        });
        return report;
    }

    /**
     * Asks for the past of every place, as measured weather. Stretches that are stored whole are not asked for again.
     *
     * @param first first UTC day
     * @param last last UTC day
     */
    public Report history(LocalDate first, LocalDate last, History source) {
        Places places = places();
        Report report = Report.ofPlaces(places);
        each(places, report, location -> missing(location, first, last).isEmpty(), (location, place) -> {
            for (LocalDate[] days : missing(location, first, last)) {
                WeatherTable table = source == History.ARCHIVE
                        ? openMeteo.archive(location, place, days[0], days[1])
                        : openMeteo.pastForecasts(location, place, days[0], days[1]);
                store.writeObserved(until(table, clock.instant()));
            }
        });
        return report;
    }

    /** Asks for one place and stores what comes. */
    private interface Task {
        void of(String location, GeoPoint place) throws WeatherException;
    }

    private void each(Places places, Report report, Predicate<String> isFresh, Task task) {
        int failures = 0;
        for (Map.Entry<String, GeoPoint> place : places.known().entrySet()) {
            String location = place.getKey();
            if (isFresh.test(location)) {
                report.fresh().add(location);
            } else if (failures == MOST_FAILURES_IN_A_ROW) {
                report.failed().put(location, "not asked for, after " + failures + " failures in a row");
            } else {
                try {
                    task.of(location, place.getValue());
                    report.updated().add(location);
                    failures = 0;
                } catch (WeatherException failed) {
                    report.failed().put(location, String.valueOf(failed.getMessage()));
                    failures++;
                }
            }
        }
    }

    /** The places; meters without a weather location get one that is named after where they are. */
    private Places places() {
        Places places = Places.of(meters.all(), config.places());
        places.newcomers().forEach(meters::put);
        return places;
    }

    private boolean isFresh(String location) {
        Instant now = clock.instant();
        Optional<Instant> newest = store.forecasts(location, Interval.of(now, HOUR), now).stream()
                .map(WeatherRun::availableAt)
                .filter(at -> at.isAfter(Instant.EPOCH))
                .reduce((earlier, later) -> later);
        return newest.isPresent() && newest.get().plus(config.interval()).isAfter(now);
    }

    private void store(WeatherTable table, Instant now) {
        WeatherTable past = until(table, now);
        WeatherTable coming = filtered(table, at -> at.plus(HOUR).isAfter(now));
        if (past.rows() > 0) {
            store.writeObserved(past);
        }
        if (coming.rows() > 0) {
            store.writeForecast(new WeatherRun(now, coming));
        }
    }

    /** The hours that are over. */
    private static WeatherTable until(WeatherTable table, Instant now) {
        return filtered(table, at -> !at.plus(HOUR).isAfter(now));
    }

    private static WeatherTable filtered(WeatherTable table, Predicate<Instant> wanted) {
        WeatherTable.Builder part = WeatherTable.builder(table.location());
        for (int row = 0; row < table.rows(); row++) {
            Instant at = table.timestamp(row);
            for (String variable : table.variables()) {
                double value = table.value(variable, row);
                if (wanted.test(at) && !Double.isNaN(value)) {
                    part.set(at, variable, value);
                }
            }
        }
        return part.build();
    }

    /** Stretches of at most a request's length that hold a day without a temperature in its every hour. */
    private List<LocalDate[]> missing(String location, LocalDate first, LocalDate last) {
        List<LocalDate[]> missing = new ArrayList<>();
        for (LocalDate from = first; !from.isAfter(last); from = from.plusDays(DAYS_OF_A_REQUEST)) {
            LocalDate until = from.plusDays(DAYS_OF_A_REQUEST - 1L);
            LocalDate to = until.isAfter(last) ? last : until;
            Interval span = new Interval(start(from), start(to.plusDays(1)));
            if (hours(location, span) < span.duration().toHours()) {
                missing.add(new LocalDate[] {from, to});
            }
        }
        return missing;
    }

    private long hours(String location, Interval span) {
        WeatherTable stored = store.observed(location, span);
        long hours = 0;
        for (int row = 0; row < stored.rows(); row++) {
            boolean isHour = stored.timestamp(row).getEpochSecond() % HOUR.toSeconds() == 0;
            hours += isHour && !Double.isNaN(stored.value("temperature_c", row)) ? 1 : 0;
        }
        return hours;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
