package org.loadcast.serving.overview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.loadcast.features.calendar.LocalDay;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.statistics.LevelScale;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.NoHistoryException;
import org.loadcast.serving.statistics.UsualLoads;

/**
 * Rows of the overview.
 *
 * <p>Forecasts are made within a time budget for each question; the meters that it did not suffice for are told as pending, and
 * have theirs in one of the next answers. Thread-safe.
 */
public final class Overview {

    private static final Horizon AHEAD = Horizon.parse("PT48H");
    private static final Duration PAST = Duration.ofHours(24);
    private static final Duration FORECAST_KEPT = Duration.ofMinutes(15);
    private static final Duration BUDGET = Duration.ofMillis(1_200);

    private final Stores stores;
    private final ForecastService forecasts;
    private final Clock clock;
    private final LongSupplier nanos;
    private final UsualLoads usual;
    private final Map<MeterId, Kept> kept = new ConcurrentHashMap<>();

    /** An overview of the meters in {@code stores}, which stay the caller's to close. */
    public Overview(Stores stores, ForecastService forecasts, UsualLoads usual, Clock clock) {
        this(stores, forecasts, usual, clock, System::nanoTime);
    }

    /** One that makes every forecast, however long that takes. */
    public static Overview patient(Stores stores, ForecastService forecasts, Clock clock) {
        return new Overview(stores, forecasts, new UsualLoads(stores, clock), clock, () -> 0);
    }

    private Overview(Stores stores, ForecastService forecasts, UsualLoads usual, Clock clock, LongSupplier nanos) {
        this.stores = stores;
        this.forecasts = forecasts;
        this.clock = clock;
        this.nanos = nanos;
        this.usual = usual;
    }

    private record Kept(Meter meter, Instant madeAt, Row.Ahead ahead) {}

    /** The rows of {@code meters}, in their order. */
    public List<Row> of(Collection<Meter> meters) {
        Instant now = clock.instant();
        long end = nanos.getAsLong() + BUDGET.toNanos();
        List<Row> rows = new ArrayList<>();
        for (Meter meter : meters) {
            rows.add(row(meter, now, end));
        }
        return rows;
    }

    private Row row(Meter meter, Instant now, long end) {
        Duration step = forecasts.stepOf(meter.id());
        Interval today = LocalDay.of(now, meter.zone()).interval();
        Instant from = earlier(today.from(), now.minus(PAST));
        LoadSeries load = stores.measurements().load(meter.id(), new Interval(from, now), step);
        Optional<Reading> newest = stores.measurements().latest(meter.id());
        Optional<Row.Now> current = Row.Now.of(load, newest);
        Optional<Row.Ahead> ahead = ahead(meter, now, end);
        return new Row(
                meter,
                newest.map(Reading::timestamp),
                current,
                levels(meter, end),
                Row.Today.of(load, today),
                HourlyMeans.of(load, new Interval(now.minus(PAST), now)),
                ahead);
    }

    private Optional<LevelScale> levels(Meter meter, long end) {
        return (nanos.getAsLong() - end < 0 ? usual.of(meter) : usual.known(meter)).map(UsualLoads.Usual::levels);
    }

    /** Empty when the time for making forecasts is over. */
    private Optional<Row.Ahead> ahead(Meter meter, Instant now, long end) {
        Optional<Kept> known = Optional.ofNullable(kept.get(meter.id()))
                .filter(old ->
                        old.meter().equals(meter) && now.isBefore(old.madeAt().plus(FORECAST_KEPT)));
        if (known.isEmpty() && nanos.getAsLong() - end < 0) {
            Kept fresh = new Kept(meter, now, make(meter, now));
            kept.put(meter.id(), fresh);
            known = Optional.of(fresh);
        }
        return known.map(Kept::ahead);
    }

    private Row.Ahead make(Meter meter, Instant now) {
        try {
            return Row.Known.of(
                    forecasts.deciles(meter, AHEAD, now),
                    LocalDay.of(now, meter.zone()).next().interval());
        } catch (NoHistoryException none) {
            return new Row.Unknown(String.valueOf(none.getMessage()));
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
