package org.loadcast.serving.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one forecast with nine deciles: by the promoted model, else by the highest rung of the ladder that has an answer. Thread-safe. */
final class ForecastMaker {

    private static final Logger LOG = LoggerFactory.getLogger(ForecastMaker.class);

    /** A model leans on the newest readings; beyond these ages of the newest one it is not asked. */
    private static final Duration STALE_FOR_QUARTER_HOUR = Duration.ofHours(2);

    private static final Duration STALE_FOR_DAYS = Duration.ofDays(2);

    private final HistoryReader histories;
    private final ModelSource models;
    private final Ladder ladder;

    ForecastMaker(HistoryReader histories, ModelSource models, MeterDirectory meters) {
        this.histories = histories;
        this.models = models;
        this.ladder = new Ladder(
                List.of(new SeasonalRung(), new ProfileRung(), new PeerProfileRung(meters, histories), new FlatRung()));
    }

    /** What is forecast, from when, and by whom: the cutoff is the end of the newest whole step not later than {@code at}. */
    Occasion occasion(Meter meter, Horizon horizon, Instant at) {
        Champion champion = models.champion(meter, horizon);
        Duration step = champion instanceof Champion.Promoted model ? model.step() : histories.stepOf(meter.id());
        return new Occasion(meter, horizon, champion, step, floor(at, step));
    }

    private static Instant floor(Instant at, Duration step) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }

    /**
     * The forecast from what is stored now and was known at the cutoff.
     *
     * @throws NoHistoryException when there is nothing to forecast from
     */
    Forecast make(Occasion occasion, Instant issuedAt) {
        return make(occasion, issuedAt, TemperatureShift.none());
    }

    /** The same, had the weather forecast been {@code shift} different. */
    Forecast make(Occasion occasion, Instant issuedAt, TemperatureShift shift) {
        TimeGrid target = occasion.target();
        Ladder.Result result = answer(view(occasion, shift), target, occasion.horizon(), occasion.champion());
        return new Forecast(
                occasion.meter().id(),
                occasion.horizon().label(),
                issuedAt,
                occasion.cutoff(),
                target,
                Quantiles.DECILES,
                result.rows().toArray(),
                result.source());
    }

    /** What is known at the cutoff. */
    PointInTimeView view(Occasion occasion) {
        return view(occasion, TemperatureShift.none());
    }

    private PointInTimeView view(Occasion occasion, TemperatureShift shift) {
        boolean isModelNear = occasion.horizon().isNear() && occasion.champion() instanceof Champion.Promoted;
        return histories
                .read(occasion.meter(), occasion.cutoff(), occasion.target(), isModelNear, shift)
                .asOf(occasion.cutoff());
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
            return ask(model, view, target, horizon);
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

    private static Ladder.Result ask(Champion.Promoted model, PointInTimeView view, TimeGrid target, Horizon horizon) {
        double[][] rows = model.forecaster().get().forecast(new ForecastContext(view, target, horizon.isNear()));
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
        Duration most = horizon.isNear() ? STALE_FOR_QUARTER_HOUR : STALE_FOR_DAYS;
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
}
