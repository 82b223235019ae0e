package org.loadcast.training.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.MeasuredLoad;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.Stores;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.SharedWeather;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** Reads from the stores what a training needs. */
public final class StoredHistory {

    /** Readings that are so much older than the newest say little of today's load. */
    public static final Duration LONGEST = Duration.ofDays(3 * 366);

    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    /** As much as a training of the next step learns from. */
    private static final Duration ENDS_KNOWN = Duration.ofDays(210);

    private static final Duration WEATHER_BEFORE_LOAD = Duration.ofDays(14);

    private final Stores stores;

    public StoredHistory(Stores stores) {
        this.stores = stores;
    }

    /**
     * The newest history of {@code meter} before {@code until}, on quarter-hours or the meter's own coarser step; empty when
     * it has no reading before. Of its last months it is known how the load ended in each interval, where its readings are finer.
     */
    public Optional<MeterHistory> read(Meter meter, Instant until) {
        return read(List.of(meter), until, ENDS_KNOWN).stream().findFirst();
    }

    /**
     * The same of many meters, without those that have no reading before; they share their weather, which is read once, and how the load
     * ended in an interval is not known.
     */
    public List<MeterHistory> readAll(List<Meter> meters, Instant until) {
        return read(meters, until, Duration.ZERO);
    }

    private List<MeterHistory> read(List<Meter> meters, Instant until, Duration endsKnown) {
        Map<Meter, Interval> spans = new LinkedHashMap<>();
        meters.forEach(meter -> span(meter, until).ifPresent(span -> spans.put(meter, span)));
        if (spans.isEmpty()) {
            return List.of();
        }
        Instant first = spans.values().stream()
                .map(Interval::from)
                .min(Instant::compareTo)
                .orElseThrow();
        Weather weather = new Weather(new Interval(first.minus(WEATHER_BEFORE_LOAD), until), until);
        List<MeterHistory> histories = new ArrayList<>();
        spans.forEach((meter, span) -> histories.add(history(meter, load(meter.id(), span, endsKnown), weather)));
        return List.copyOf(histories);
    }

    private Optional<Interval> span(Meter meter, Instant until) {
        Optional<Interval> stored = stores.measurements().span(meter.id());
        return stored.filter(span -> span.from().isBefore(until)).map(span -> {
            Instant end = until.isBefore(span.to()) ? until : span.to();
            Instant oldest = end.minus(LONGEST);
            return new Interval(span.from().isAfter(oldest) ? span.from() : oldest, end);
        });
    }

    private MeasuredLoad load(MeterId meter, Interval span, Duration endsKnown) {
        MeasurementStore readings = stores.measurements();
        Duration nativeStep = readings.nativeStep(meter).orElse(QUARTER_HOUR);
        Duration step = nativeStep.compareTo(QUARTER_HOUR) > 0 ? nativeStep : QUARTER_HOUR;
        Instant first = span.to().minus(endsKnown);
        Interval newest = new Interval(first.isAfter(span.from()) ? first : span.from(), span.to());
        Optional<IntervalEnds> ends =
                endsKnown.isZero() ? Optional.empty() : readings.ends(meter, newest, step, nativeStep);
        return new MeasuredLoad(readings.load(meter, span, step), ends);
    }

    private MeterHistory history(Meter meter, MeasuredLoad load, Weather weather) {
        List<WeatherTable> observed =
                meter.weatherLocations().stream().map(weather::observed).toList();
        List<WeatherRun> runs = meter.weatherLocations().stream()
                .flatMap(location -> weather.runs(location).stream())
                .toList();
        return new MeterHistory(
                meter,
                HolidayCalendar.of(stores.meters().daysOff()).or(HolidayCalendar.forMeter(meter)),
                load,
                observed,
                runs,
                runs.stream().anyMatch(WeatherRun::hasWeather) ? FutureWeather.FORECAST : FutureWeather.NONE,
                weather.laid);
    }

    /** The weather of all locations that are asked for, each read once. */
    private final class Weather {

        private final Interval span;
        private final Instant until;
        private final Map<String, WeatherTable> observed = new HashMap<>();
        private final Map<String, List<WeatherRun>> runs = new HashMap<>();
        private final SharedWeather laid = new SharedWeather();

        Weather(Interval span, Instant until) {
            this.span = span;
            this.until = until;
        }

        WeatherTable observed(String location) {
            return observed.computeIfAbsent(location, name -> stores.weather().observed(name, span));
        }

        List<WeatherRun> runs(String location) {
            return runs.computeIfAbsent(location, name -> stores.weather().forecasts(name, span, until));
        }
    }
}
