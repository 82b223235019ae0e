package org.loadcast.serving.retrain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.Accuracy;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;

/** Compares what champions forecast over the last days with what was measured. Thread-safe. */
public final class DriftReport {

    private static final int LEAST_POINTS = 96;
    private static final int SEASON_DAYS = 7;
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

    private final Stores stores;
    private final ModelRegistry models;
    private final Duration window;
    private final double ratio;
    private final Clock clock;

    /**
     * A report on forecasts with a cutoff in the last {@code window}.
     *
     * @param ratio how many times its validation error a champion's live error may be
     */
    public DriftReport(Stores stores, ModelRegistry models, Duration window, double ratio, Clock clock) {
        this.stores = stores;
        this.models = models;
        this.window = window;
        this.ratio = ratio;
        this.clock = clock;
    }

    /** Every champion of {@code meters}, by meter and horizon. */
    public List<Drift> of(List<Meter> meters) {
        List<Drift> report = new ArrayList<>();
        for (Meter meter : meters) {
            for (Horizon horizon : List.of(Horizon.QUARTER_HOUR, Horizon.DAY_AHEAD)) {
                models.champion(ModelKey.ofMeter(meter.id(), horizon))
                        .map(champion -> of(meter, horizon, champion))
                        .ifPresent(report::add);
            }
        }
        return report;
    }

    private Drift of(Meter meter, Horizon horizon, ModelVersion champion) {
        Instant now = clock.instant();
        Interval cutoffs = new Interval(now.minus(window), now);
        List<Accuracy.Row> rows = Accuracy.of(stores, meter.id(), horizon.label(), cutoffs).stream()
                .filter(row -> row.model().equals(champion.id()))
                .toList();
        int points = rows.stream().mapToInt(Accuracy.Row::points).sum();
        double sum =
                rows.stream().mapToDouble(row -> row.points() * row.maeKw()).sum();
        OptionalDouble live = points == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / points);
        OptionalDouble naive = naive(meter, cutoffs);
        double validation = champion.evaluation().model().maeKw();
        Optional<String> why = points < LEAST_POINTS ? Optional.empty() : reason(live.orElseThrow(), naive, validation);
        Drift.State state = points < LEAST_POINTS
                ? Drift.State.UNKNOWN
                : why.isPresent() ? Drift.State.DRIFTING : Drift.State.STEADY;
        return new Drift(
                meter.id().value(),
                horizon.label(),
                champion.id(),
                champion.provenance().trainedUntil(),
                points,
                live,
                naive,
                validation,
                state,
                why.orElse(
                        state == Drift.State.UNKNOWN
                                ? points + " measured intervals are too few; " + LEAST_POINTS + " are needed."
                                : "As good as when it was trained."));
    }

    /** The load's own habit: the mean difference from the same local time a week before. */
    private OptionalDouble naive(Meter meter, Interval span) {
        ZoneId zone = meter.zone();
        Interval both = new Interval(span.from().minus(Duration.ofDays(SEASON_DAYS + 1)), span.to());
        LoadSeries load = stores.measurements().load(meter.id(), both, QUARTER_HOUR);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < load.length(); i++) {
            Instant at = load.grid().startOf(i);
            if (!at.isBefore(span.from()) && !load.isMissing(i)) {
                int before = load.grid()
                        .indexOf(at.atZone(zone).minusDays(SEASON_DAYS).toInstant());
                if (before >= 0 && before < load.length() && !load.isMissing(before)) {
                    sum += Math.abs(load.kilowatts(i) - load.kilowatts(before));
                    count++;
                }
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    private Optional<String> reason(double live, OptionalDouble naive, double validation) {
        if (naive.isPresent() && live > naive.getAsDouble()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "Live MAE %.4g kW is above the %.4g kW of the same time a week ago.",
                    live,
                    naive.getAsDouble()));
        }
        return live <= ratio * validation
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Live MAE %.4g kW is above %.2g times the %.4g kW of its training.",
                        live,
                        ratio,
                        validation));
    }
}
