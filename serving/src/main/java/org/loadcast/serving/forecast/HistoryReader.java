package org.loadcast.serving.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.MeasuredLoad;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.SharedWeather;
import org.loadcast.features.weather.WeatherRun;

/**
 * Reads the recent history of meters and remembers it in bounded memory.
 *
 * <p>A meter that was read before costs one short read of what came since. Thread-safe.
 */
public final class HistoryReader {

    /** Enough for fourteen weeks of profiles and for the lags of the models. */
    public static final Duration LOOK_BACK = Duration.ofDays(100);

    private static final int METERS_REMEMBERED = 1_000;
    private static final int COUNTRIES_REMEMBERED = 200;

    private final MeasurementStore readings;
    private final WeatherMemory weather;
    private final MeterDirectory meters;
    private final Clock clock;
    private final LruCache<MeterId, LoadMemory> loads = new LruCache<>(METERS_REMEMBERED);
    private final LruCache<String, HolidayCalendar> countries = new LruCache<>(COUNTRIES_REMEMBERED);

    /**
     * A reader of the given stores.
     *
     * @param clock tells how old a memory is
     */
    public HistoryReader(Stores stores, Clock clock) {
        this.readings = stores.measurements();
        this.weather = new WeatherMemory(stores.weather(), clock);
        this.meters = stores.meters();
        this.clock = clock;
    }

    /**
     * The step that a meter is forecast with when no model says otherwise: a quarter of an hour, or the next of 30 and 60
     * minutes that is not finer than its readings.
     */
    public Duration stepOf(MeterId meter) {
        return loadOf(meter).step();
    }

    /**
     * What is stored about {@code meter}: the load of {@link #LOOK_BACK} before {@code cutoff}, and the weather up to the end of
     * {@code target} as it was known at the cutoff.
     *
     * @param cutoff on the epoch-aligned raster of the target's step
     * @param near whether the next hour is forecast, so that it matters how the load ended in each interval
     */
    MeterHistory read(Meter meter, Instant cutoff, TimeGrid target, boolean near) {
        return read(meter, cutoff, target, near, TemperatureShift.none());
    }

    /** The same with every weather forecast changed. */
    MeterHistory read(Meter meter, Instant cutoff, TimeGrid target, boolean near, TemperatureShift change) {
        LoadMemory memory = loadOf(meter.id());
        Duration step = target.step();
        Instant until = target.end();
        MeasuredLoad load =
                near ? memory.withEndsBefore(cutoff, step) : MeasuredLoad.ofMeans(memory.before(cutoff, step));
        List<WeatherMemory.Local> local = meter.weatherLocations().stream()
                .map(location -> weather.read(location, cutoff, until))
                .toList();
        List<WeatherRun> runs =
                local.stream().flatMap(one -> one.runs().stream()).map(change).toList();
        boolean asItIs = change.equals(TemperatureShift.none()) && !local.isEmpty();
        return new MeterHistory(
                meter,
                holidaysOf(meter),
                load,
                local.stream().map(WeatherMemory.Local::observed).toList(),
                runs,
                runs.stream().anyMatch(WeatherRun::hasWeather) ? FutureWeather.FORECAST : FutureWeather.NONE,
                asItIs ? local.get(0).laid() : new SharedWeather());
    }

    /** The directory's extra dates, then the public holidays where the meter is. */
    private HolidayCalendar holidaysOf(Meter meter) {
        HolidayCalendar country = meter.country()
                .map(code -> countries.getOrMake(code, any -> HolidayCalendar.forMeter(meter)))
                .orElseGet(HolidayCalendar::none);
        return HolidayCalendar.of(meters.daysOff()).or(country);
    }

    /** The load of {@link #LOOK_BACK} before {@code cutoff}, which is on the raster of {@code step}. */
    LoadSeries load(MeterId meter, Instant cutoff, Duration step) {
        return loadOf(meter).before(cutoff, step);
    }

    /** Whether the load of the last step before {@code cutoff}, which is on the raster of {@code step}, is known. */
    boolean knowsLastBefore(MeterId meter, Instant cutoff, Duration step) {
        return loadOf(meter).knowsLastBefore(cutoff, step);
    }

    /** A number that stays the same as long as {@link #read} has the same load and weather. */
    long fingerprint(Meter meter, Duration step, Instant cutoff, Instant until) {
        Fingerprint fingerprint =
                new Fingerprint().add(loadOf(meter.id()).before(cutoff, step).toArray());
        meter.weatherLocations()
                .forEach(location ->
                        fingerprint.add(weather.read(location, cutoff, until).fingerprint()));
        return fingerprint.value();
    }

    /** Says that readings of {@code meter} from {@code earliest} on were written. */
    void readingsChanged(MeterId meter, Instant earliest) {
        loads.get(meter).ifPresent(load -> load.changedFrom(earliest));
    }

    /** Says that weather of {@code location} was written. */
    void weatherChanged(String location) {
        weather.forget(location);
    }

    private LoadMemory loadOf(MeterId meter) {
        return loads.getOrMake(meter, id -> new LoadMemory(id, readings, LOOK_BACK, clock));
    }
}
