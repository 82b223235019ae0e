package org.loadcast.serving.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
import java.util.stream.IntStream;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.Stores;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forecasts on demand: from the promoted model, else from the highest rung of the fallback ladder that can answer.
 *
 * <p>Every forecast is made once with nine deciles for its meter, horizon and cutoff, stored, and remembered until data or
 * model change; other quantile levels are interpolated from it. Thread-safe.
 */
public final class ForecastService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ForecastService.class);
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(30);

    /** Forecasts of different meters are looked at again at different times, up to this much earlier. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final int FORECASTS_REMEMBERED = 2_000;

    /** A model leans on the newest readings; beyond these ages of the newest one it is not asked. */
    private static final Duration STALE_FOR_QUARTER_HOUR = Duration.ofHours(2);

    private static final Duration STALE_FOR_DAYS = Duration.ofDays(2);

    /** Counters are read more often than this. */
    private static final Duration COUNTERS_TELL_OF = Duration.ofHours(1);

    private final MeterDirectory meters;
    private final HistoryReader histories;
    private final ModelSource models;
    private final ForecastStore store;
    private final ForecastLog log;
    private final List<Consumer<Collection<String>>> weatherListeners = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final Ladder ladder;
    private final LruCache<Key, Remembered> remembered = new LruCache<>(FORECASTS_REMEMBERED);
    private final Map<MeterId, Long> readingChanges = new ConcurrentHashMap<>();
    private final AtomicLong weatherChanges = new AtomicLong();

    /**
     * A service on the given stores, which stay the caller's to close.
     *
     * @param clock tells "now", the default time of a forecast
     */
    public ForecastService(Stores stores, HistoryReader histories, ModelSource models, Clock clock) {
        this.meters = stores.meters();
        this.histories = histories;
        this.models = models;
        this.store = stores.forecasts();
        this.log = new ForecastLog(store);
        this.clock = clock;
        this.ladder = new Ladder(List.of(
                new SeasonalRung(),
                new ProfileRung(),
                new PeerProfileRung(stores.meters(), histories),
                new FlatRung()));
    }

    private record Key(MeterId meter, String horizon, Instant cutoff) {}

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
        Deciles deciles = known(meter, horizon, at);
        if (deciles.isNew() && !hasHindsight(deciles.forecast())) {
            log.add(deciles.forecast());
        }
        return deciles.forecast();
    }

    /** The same, but whoever asks stores it with {@link #store}, many at once. */
    public Forecast unstoredDeciles(Meter meter, Horizon horizon, Instant at) {
        return known(meter, horizon, at).forecast();
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

    private Deciles known(Meter meter, Horizon horizon, Instant at) {
        Champion champion = models.champion(meter, horizon);
        Duration step = champion instanceof Champion.Promoted model ? model.step() : histories.stepOf(meter.id());
        Instant cutoff = floor(at, step);
        Key key = new Key(meter.id(), horizon.label(), cutoff);
        Instant now = clock.instant();
        Instant trustedUntil =
                now.plus(TRUSTED_FOR).minusMillis(Math.floorMod(meter.id().hashCode(), (int) SPREAD.toMillis()));
        Optional<Remembered> old = remembered
                .get(key)
                .filter(known -> known.champion().equals(champion.identity())
                        && known.meter().equals(meter)
                        && (known.complete() || !histories.knowsLastBefore(meter.id(), cutoff, step)));
        if (old.isPresent() && !now.isAfter(old.get().trustedUntil())) {
            return new Deciles(old.get().forecast(), false);
        }
        long changesBefore = changesOf(meter.id());
        long inputs = histories.fingerprint(
                meter, step, cutoff, horizon.target(cutoff, step, meter.zone()).end());
        if (old.isPresent() && old.get().inputs() == inputs) {
            remember(key, old.get().trustedUntil(trustedUntil), changesBefore);
            return new Deciles(old.get().forecast(), false);
        }
        Forecast made = make(meter, horizon, champion, cutoff, step, now);
        boolean complete = histories.knowsLastBefore(meter.id(), cutoff, step);
        remember(key, new Remembered(made, meter, champion.identity(), complete, inputs, trustedUntil), changesBefore);
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

    private Forecast make(
            Meter meter, Horizon horizon, Champion champion, Instant cutoff, Duration step, Instant issuedAt) {
        return make(meter, horizon, champion, cutoff, step, issuedAt, TemperatureShift.none());
    }

    private Forecast make(
            Meter meter,
            Horizon horizon,
            Champion champion,
            Instant cutoff,
            Duration step,
            Instant issuedAt,
            TemperatureShift shift) {
        TimeGrid target = horizon.target(cutoff, step, meter.zone());
        PointInTimeView view =
                histories.read(meter, step, cutoff, target.end(), shift).asOf(cutoff);
        Ladder.Result result = answer(view, target, horizon, champion);
        return new Forecast(
                meter.id(),
                horizon.label(),
                issuedAt,
                cutoff,
                target,
                Quantiles.DECILES,
                result.rows().toArray(),
                result.source());
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
        Champion champion = models.champion(meter, horizon);
        Duration step = champion instanceof Champion.Promoted model ? model.step() : histories.stepOf(meter.id());
        Instant cutoff = floor(at, step);
        Instant now = clock.instant();
        // The true one first: a blend remembers the first forecast of a cutoff, to learn from its errors.
        Forecast base = make(meter, horizon, champion, cutoff, step, now);
        Forecast changed = shiftC == 0
                ? base
                : make(meter, horizon, champion, cutoff, step, now, new TemperatureShift(shiftC, cutoff));
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
        Champion champion = models.champion(meter, horizon);
        Duration step = champion instanceof Champion.Promoted model ? model.step() : histories.stepOf(id);
        Instant cutoff = floor(at, step);
        Forecast forecast = make(meter, horizon, champion, cutoff, step, clock.instant());
        PointInTimeView view =
                histories.read(meter, step, cutoff, forecast.grid().end()).asOf(cutoff);
        return ExplainedForecast.of(forecast, view, champion);
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

    private Ladder.Result answer(PointInTimeView view, TimeGrid target, Horizon horizon, Champion champion) {
        if (!(champion instanceof Champion.Promoted model)) {
            Ladder.Result whole = ladder.descend(view, target, Quantiles.DECILES, champion.identity());
            return horizon instanceof Horizon.Span span && span.length().compareTo(ModelSource.REACH) > 0
                    ? withModelAhead(whole, view, target)
                    : whole;
        }
        Optional<String> stale = staleness(view, horizon, model);
        if (stale.isPresent()) {
            return ladder.descend(view, target, Quantiles.DECILES, stale.get());
        }
        String why;
        try {
            return ask(model, view, target);
        } catch (RegistryException refused) {
            why = "Model " + model.id() + " was refused: " + refused.getMessage();
        } catch (RuntimeException | LinkageError failed) {
            LOG.error(
                    "Model {} failed at {} of meter {}",
                    model.id(),
                    view.cutoff(),
                    view.meter().id(),
                    failed);
            why = "Model " + model.id() + " failed: " + failed.getMessage();
        }
        return ladder.descend(view, target, Quantiles.DECILES, why);
    }

    /** A span that is longer than models reach, its first part from the model that answers shorter ones, where there is one. */
    private Ladder.Result withModelAhead(Ladder.Result whole, PointInTimeView view, TimeGrid target) {
        Horizon near = new Horizon.Span(ModelSource.REACH);
        TimeGrid head = target.slice(0, (int) ModelSource.REACH.dividedBy(target.step()));
        if (!(models.champion(view.meter(), near) instanceof Champion.Promoted model)
                || !model.step().equals(target.step())) {
            return whole;
        }
        Ladder.Result ahead = answer(view, head, near, model);
        if (!(ahead.source() instanceof ForecastSource.Model)) {
            return whole;
        }
        double[][] rows = whole.rows().toArray();
        double[][] first = ahead.rows().toArray();
        System.arraycopy(first, 0, rows, 0, first.length);
        String reason = "Until " + head.end() + " by model " + model.id() + ", beyond it by this tier. "
                + whole.source().reason().orElse("");
        return new Ladder.Result(
                new QuantileRows(Quantiles.DECILES, rows),
                new ForecastSource.Fallback(whole.source().tier(), reason));
    }

    private static Ladder.Result ask(Champion.Promoted model, PointInTimeView view, TimeGrid target) {
        double[][] rows = model.forecaster().get().forecast(new ForecastContext(view, target));
        requireFinite(rows);
        return new Ladder.Result(
                new QuantileRows(model.quantiles(), rows).at(Quantiles.DECILES),
                new ForecastSource.Model(model.id(), model.family(), model.trainedUntil(), weatherOf(view, target)));
    }

    /** Whether any weather of the first target was forecast; without it the model had to do without. */
    private static FutureWeather weatherOf(PointInTimeView view, TimeGrid target) {
        int first = view.grid().indexOf(target.start());
        boolean known = view.futureWeather() == FutureWeather.FORECAST
                && IntStream.range(0, view.weatherKeys().size())
                        .anyMatch(column -> !Double.isNaN(view.weather(column, first)));
        return known ? FutureWeather.FORECAST : FutureWeather.NONE;
    }

    private static Optional<String> staleness(PointInTimeView view, Horizon horizon, Champion.Promoted model) {
        Duration most = horizon.equals(Horizon.QUARTER_HOUR) ? STALE_FOR_QUARTER_HOUR : STALE_FOR_DAYS;
        int newest = view.cutoffIndex() - 1;
        while (newest >= 0 && Double.isNaN(view.load(newest))) {
            newest--;
        }
        if (newest < 0) {
            return Optional.of("Model " + model.id() + " was not asked: no reading of the last "
                    + HistoryReader.LOOK_BACK.toDays() + " days is known.");
        }
        Duration age = Duration.between(view.grid().endOf(newest), view.cutoff());
        return age.compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of("Model " + model.id() + " was not asked: the last reading is " + age.toHours()
                        + " hours old, and it needs one of the last " + most.toHours() + " hours.");
    }

    private static void requireFinite(double[][] rows) {
        for (double[] row : rows) {
            if (!Arrays.stream(row).allMatch(Double::isFinite)) {
                throw new IllegalStateException(
                        "its forecast is not finite: " + Arrays.toString(row) + ". Train it anew or roll back.");
            }
        }
    }

    private static Instant floor(Instant at, Duration step) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), step.toSeconds()) * step.toSeconds());
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
        log.close();
    }
}
