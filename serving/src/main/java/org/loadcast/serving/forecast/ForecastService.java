package org.loadcast.serving.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;

/**
 * Forecasts on demand: from the promoted model, else from the highest rung of the fallback ladder that can answer.
 *
 * <p>Every forecast is made once with nine deciles for its meter, horizon and cutoff, stored, and remembered until data or
 * model change; other quantile levels are interpolated from it. Thread-safe.
 */
public final class ForecastService implements AutoCloseable {

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(30);

    /** Forecasts of different meters are looked at again at different times, up to this much earlier. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    /** So long after that nobody who asks waits for them to be looked at. */
    private static final Duration DUE_FOR = Duration.ofSeconds(15);

    private static final int FORECASTS_REMEMBERED = 2_000;

    /** So long after its end a step may be missing from a day ahead that is asked for as of now. */
    private static final Duration BEHIND_FOR = Duration.ofSeconds(20);

    /** Counters are read more often than this. */
    private static final Duration COUNTERS_TELL_OF = Duration.ofHours(1);

    private final MeterDirectory meters;
    private final HistoryReader histories;
    private final ForecastMaker maker;
    private final ForecastStore store;
    private final ForecastLog log;
    private final List<Consumer<Collection<String>>> weatherListeners = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final LruCache<Key, Remembered> remembered = new LruCache<>(FORECASTS_REMEMBERED);
    private final Map<MeterId, Long> readingChanges = new ConcurrentHashMap<>();
    private final AtomicLong weatherChanges = new AtomicLong();
    private final Renewal renewal = new Renewal(this::stored);

    /**
     * A service on the given stores, which stay the caller's to close.
     *
     * @param clock tells "now", the default time of a forecast
     */
    public ForecastService(Stores stores, HistoryReader histories, ModelSource models, Clock clock) {
        this.meters = stores.meters();
        this.histories = histories;
        this.maker = new ForecastMaker(histories, models, stores.meters());
        this.store = stores.forecasts();
        this.log = new ForecastLog(store);
        this.clock = clock;
    }

    private record Key(MeterId meter, String horizon, Instant cutoff) {

        static Key of(Occasion occasion) {
            return new Key(occasion.meter().id(), occasion.horizon().label(), occasion.cutoff());
        }
    }

    /**
     * A forecast and what it was made of. {@code complete} tells whether the step before the cutoff was known: then nothing that is
     * measured later changes it, but a later reading may complete it. {@code inputs} is the fingerprint of load and weather, which
     * another process may change without a word: until {@code trustedUntil} they are not read again.
     */
    private record Remembered(
            Forecast forecast, Meter meter, String champion, boolean complete, long inputs, Instant trustedUntil) {

        Remembered trustedUntil(Instant later) {
            return new Remembered(forecast, meter, champion, complete, inputs, later);
        }

        boolean isFor(Occasion occasion) {
            return champion.equals(occasion.champion().identity()) && meter.equals(occasion.meter());
        }
    }

    /** The forecast as of now. */
    public Forecast forecast(MeterId meter, Horizon horizon, Quantiles quantiles) {
        return forecast(meter, horizon, quantiles, clock.instant());
    }

    /**
     * The forecast as it can be made at {@code at}, from what is stored now and was known then.
     *
     * <p>The cutoff is the end of the newest complete step not later than {@code at}. A model that was trained on data after
     * the cutoff answers too, but its forecast is not stored.
     *
     * @throws UnknownMeterException when the directory does not have the meter
     * @throws NoHistoryException when there is nothing to forecast from
     */
    public Forecast forecast(MeterId id, Horizon horizon, Quantiles quantiles, Instant at) {
        Meter meter = meters.find(id).orElseThrow(() -> new UnknownMeterException(id));
        return withQuantiles(deciles(meter, horizon, at), quantiles);
    }

    /** The same with nine deciles; the very same object as long as nothing has changed. */
    public Forecast deciles(Meter meter, Horizon horizon, Instant at) {
        return stored(maker.occasion(meter, horizon, at));
    }

    private Forecast stored(Occasion occasion) {
        Deciles deciles = known(occasion);
        if (deciles.isNew() && !hasHindsight(deciles.forecast())) {
            log.add(deciles.forecast());
        }
        return deciles.forecast();
    }

    /**
     * The forecast as of now with nine deciles, without a wait for what is better done in the background: to look again whether another
     * process has written something, and to follow a step that has only just ended. For the first 20 seconds of a step a day ahead is given
     * as of the step before, where it is of the same intervals: then all forecasts are due at once, and the day ahead has hardly changed.
     *
     * @param now the present; one for all meters of a list
     * @throws NoHistoryException when there is nothing to forecast from
     */
    public Forecast newest(Meter meter, Horizon horizon, Instant now) {
        Occasion occasion = maker.occasion(meter, horizon, now);
        boolean mayBeBehind =
                !horizon.isNear() && now.isBefore(occasion.cutoff().plus(BEHIND_FOR));
        Optional<Forecast> atHand = due(occasion, now).or(() -> mayBeBehind ? behind(occasion) : Optional.empty());
        atHand.ifPresent(forecast -> renewal.ask(occasion));
        return atHand.orElseGet(() -> stored(occasion));
    }

    /** A forecast that is to be looked at again only because some time has passed. */
    private Optional<Forecast> due(Occasion occasion, Instant now) {
        return recall(occasion)
                .filter(known -> now.isAfter(known.trustedUntil())
                        && now.isBefore(known.trustedUntil().plus(DUE_FOR)))
                .filter(known -> !isOutdated(known, occasion))
                .map(Remembered::forecast);
    }

    /** A forecast that lacks the last step, when there is none that has it. */
    private Optional<Forecast> behind(Occasion occasion) {
        Optional<Remembered> own = recall(occasion);
        if (own.isPresent()) {
            return own.filter(known -> isOutdated(known, occasion)).map(Remembered::forecast);
        }
        return recall(occasion.before())
                .map(Remembered::forecast)
                .filter(forecast -> forecast.grid().equals(occasion.target()));
    }

    private Optional<Remembered> recall(Occasion occasion) {
        return remembered.get(Key.of(occasion)).filter(known -> known.isFor(occasion));
    }

    /** Whether the step before the cutoff has become known since. */
    private boolean isOutdated(Remembered known, Occasion occasion) {
        return !known.complete()
                && histories.knowsLastBefore(occasion.meter().id(), occasion.cutoff(), occasion.step());
    }

    /** The same as {@link #deciles}, but whoever asks stores it with {@link #store}, many at once. */
    public Forecast unstoredDeciles(Meter meter, Horizon horizon, Instant at) {
        return known(maker.occasion(meter, horizon, at)).forecast();
    }

    /**
     * Stores forecasts in one transaction, without those of models that have learned from data after the cutoff.
     *
     * @throws org.loadcast.features.store.StoreException when they cannot be stored now
     */
    public void store(Collection<Forecast> issued) {
        List<Forecast> honest =
                issued.stream().filter(forecast -> !hasHindsight(forecast)).toList();
        if (!honest.isEmpty()) {
            store.write(honest);
        }
    }

    private record Deciles(Forecast forecast, boolean isNew) {}

    private Deciles known(Occasion occasion) {
        Meter meter = occasion.meter();
        Key key = Key.of(occasion);
        Instant now = clock.instant();
        Optional<Remembered> old = recall(occasion).filter(known -> !isOutdated(known, occasion));
        if (old.isPresent() && !now.isAfter(old.get().trustedUntil())) {
            return new Deciles(old.get().forecast(), false);
        }
        Instant trustedUntil =
                now.plus(TRUSTED_FOR).minusMillis(Math.floorMod(meter.id().hashCode(), (int) SPREAD.toMillis()));
        long changesBefore = changesOf(meter.id());
        Instant cutoff = occasion.cutoff();
        long inputs = histories.fingerprint(
                meter, occasion.step(), cutoff, occasion.target().end());
        if (old.isPresent() && old.get().inputs() == inputs) {
            remember(key, old.get().trustedUntil(trustedUntil), changesBefore);
            return new Deciles(old.get().forecast(), false);
        }
        Forecast made = maker.make(occasion, now);
        boolean complete = histories.knowsLastBefore(meter.id(), cutoff, occasion.step());
        String champion = occasion.champion().identity();
        remember(key, new Remembered(made, meter, champion, complete, inputs, trustedUntil), changesBefore);
        return new Deciles(made, true);
    }

    /** Remembers unless something has changed meanwhile. */
    private void remember(Key key, Remembered forecast, long changesBefore) {
        if (changesOf(key.meter()) == changesBefore) {
            remembered.put(key, forecast);
        }
    }

    private long changesOf(MeterId meter) {
        return weatherChanges.get() + readingChanges.getOrDefault(meter, 0L);
    }

    /** Whether the model has learned from data after the cutoff: shown when asked, but no proof of accuracy. */
    private static boolean hasHindsight(Forecast forecast) {
        return forecast.source() instanceof ForecastSource.Model model
                && model.trainedUntil().isAfter(forecast.cutoff());
    }

    /** A forecast as it is and as it would be. */
    public record Supposed(Forecast base, Forecast changed) {}

    /**
     * The forecast as of {@code at} with nine deciles, and what it would be if the temperature was forecast {@code shiftC} higher from
     * the cutoff on. Works both out anew and stores neither.
     *
     * @throws NoHistoryException when there is nothing to forecast from
     */
    public Supposed supposing(Meter meter, Horizon horizon, Instant at, double shiftC) {
        Occasion occasion = maker.occasion(meter, horizon, at);
        Instant now = clock.instant();
        // The true one first: a blend remembers the first forecast of a cutoff, to learn from its errors.
        Forecast base = maker.make(occasion, now);
        Forecast changed =
                shiftC == 0 ? base : maker.make(occasion, now, new TemperatureShift(shiftC, occasion.cutoff()));
        return new Supposed(base, changed);
    }

    /** The load of the last hundred days before {@code cutoff}, as far as it is known. */
    public LoadSeries recentLoad(MeterId meter, Instant cutoff, Duration step) {
        return histories.load(meter, cutoff, step);
    }

    /**
     * Why the forecast as of {@code at} is what it is. Works the forecast out anew and stores nothing: explaining takes many times
     * as long as forecasting.
     *
     * @throws UnknownMeterException when the directory does not have the meter
     * @throws NoHistoryException when there is nothing to forecast from
     */
    public ExplainedForecast explain(MeterId id, Horizon horizon, Instant at) {
        Meter meter = meters.find(id).orElseThrow(() -> new UnknownMeterException(id));
        Occasion occasion = maker.occasion(meter, horizon, at);
        Forecast forecast = maker.make(occasion, clock.instant());
        return ExplainedForecast.of(forecast, maker.view(occasion), occasion.champion());
    }

    /** The same forecast with other quantile levels, interpolated. */
    public static Forecast withQuantiles(Forecast forecast, Quantiles quantiles) {
        if (quantiles.equals(forecast.quantiles())) {
            return forecast;
        }
        return new Forecast(
                forecast.meter(),
                forecast.horizon(),
                forecast.issuedAt(),
                forecast.cutoff(),
                forecast.grid(),
                quantiles,
                new QuantileRows(forecast.quantiles(), forecast.toArray())
                        .at(quantiles)
                        .toArray(),
                forecast.source());
    }

    /** The step that a meter's load is shown and, without a model, forecast with. */
    public Duration stepOf(MeterId meter) {
        return histories.stepOf(meter);
    }

    /** Says that readings were written. */
    public void readingsStored(Collection<Reading> readings) {
        Map<MeterId, Instant> earliest = new HashMap<>();
        readings.forEach(
                reading -> earliest.merge(reading.meter(), tellsFrom(reading), (a, b) -> a.isBefore(b) ? a : b));
        readingsChanged(earliest);
    }

    /** From when on a reading tells something: the state of a counter, of the time since the state before. */
    private static Instant tellsFrom(Reading reading) {
        return reading instanceof Reading.EnergyCounter
                ? reading.timestamp().minus(COUNTERS_TELL_OF)
                : reading.timestamp();
    }

    /**
     * Says that the load of meters has changed from some time on. Forecasts from before that are still trusted: a meter that reports
     * every second does not have its load of this quarter of an hour looked at again.
     */
    public void readingsChanged(Map<MeterId, Instant> earliest) {
        earliest.forEach((meter, from) -> {
            histories.readingsChanged(meter, from);
            readingChanges.merge(meter, 1L, Long::sum);
        });
        distrust(key -> {
            Instant from = earliest.get(key.meter());
            return from != null && from.isBefore(key.cutoff());
        });
    }

    /** Says that weather of these locations was written. */
    public void weatherChanged(Collection<String> locations) {
        locations.forEach(histories::weatherChanged);
        weatherChanges.incrementAndGet();
        distrust(key -> meters.find(key.meter())
                .map(meter -> meter.weatherLocations().stream().anyMatch(locations::contains))
                .orElse(true));
        weatherListeners.forEach(listener -> listener.accept(List.copyOf(locations)));
    }

    private void distrust(Predicate<Key> changed) {
        remembered.replaceIf(changed, forecast -> forecast.trustedUntil(Instant.MIN));
    }

    /** Tells {@code listener} of the locations of new weather; it must be quick. */
    public void onWeather(Consumer<Collection<String>> listener) {
        weatherListeners.add(listener);
    }

    /** Why new forecasts cannot be stored now; empty when they can. */
    public Optional<String> trouble() {
        return log.trouble();
    }

    /** Stores the forecasts that wait, then stops. */
    @Override
    public void close() {
        renewal.close();
        log.close();
    }
}
