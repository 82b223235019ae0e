package org.loadcast.training.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.Stores;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** Reads from the stores what a training needs. */
public final class StoredHistory {

    /** Readings that are so much older than the newest say little of today's load. */
    public static final Duration LONGEST = Duration.ofDays(3 * 366);

    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    private static final Duration WEATHER_BEFORE_LOAD = Duration.ofDays(14);

    private final Stores stores;

    public StoredHistory(Stores stores) {
        this.stores = stores;
    }

    /**
     * The newest history of {@code meter} before {@code until}, on quarter-hours or the meter's own coarser step; empty when
     * it has no reading before.
     */
    public Optional<MeterHistory> read(Meter meter, Instant until) {
        Optional<Interval> stored = stores.measurements().span(meter.id());
        return stored.filter(span -> span.from().isBefore(until)).map(span -> {
            Instant end = until.isBefore(span.to()) ? until : span.to();
            Instant oldest = end.minus(LONGEST);
            return history(meter, new Interval(span.from().isAfter(oldest) ? span.from() : oldest, end), until);
        });
    }

    private MeterHistory history(Meter meter, Interval span, Instant until) {
        Duration step = stores.measurements()
                .nativeStep(meter.id())
                .filter(nativeStep -> nativeStep.compareTo(QUARTER_HOUR) > 0)
                .orElse(QUARTER_HOUR);
        List<WeatherTable> observed = new ArrayList<>();
        List<WeatherRun> runs = new ArrayList<>();
        Interval weatherSpan = new Interval(span.from().minus(WEATHER_BEFORE_LOAD), until);
        for (String location : meter.weatherLocations()) {
            observed.add(stores.weather().observed(location, weatherSpan));
            runs.addAll(stores.weather().forecasts(location, weatherSpan, until));
        }
        return new MeterHistory(
                meter,
                HolidayCalendar.of(stores.meters().holidays()).or(HolidayCalendar.forMeter(meter)),
                stores.measurements().load(meter.id(), span, step),
                observed,
                runs,
                runs.isEmpty() ? FutureWeather.NONE : FutureWeather.FORECAST);
    }
}
