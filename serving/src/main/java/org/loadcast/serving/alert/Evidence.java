package org.loadcast.serving.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.quality.QualityReport;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.Accuracy;

/**
 * What is known of one meter as of one instant; nothing after it is looked at. What several conditions ask for is read once. Not
 * thread-safe.
 */
public final class Evidence {

    /** Long enough for what is usual at a time of day. */
    private static final Duration HISTORY = Duration.ofDays(21);

    private static final Duration USUAL_STEP = Duration.ofMinutes(15);
    private static final Duration FORECASTS_KEPT_FOR = Duration.ofDays(2);

    private final Stores stores;
    private final Meter meter;
    private final Instant at;
    private final boolean live;
    private final Duration finest;
    private @Nullable LoadSeries history;
    private @Nullable QualityReport report;

    /**
     * Evidence of {@code meter}.
     *
     * @param live whether {@code at} is now, so that a reading of later than that is a fault
     * @param finest step over which finer readings are averaged
     */
    Evidence(Stores stores, Meter meter, Instant at, boolean live, Duration finest) {
        this.stores = stores;
        this.meter = meter;
        this.at = at;
        this.live = live;
        this.finest = finest;
    }

    public Meter meter() {
        return meter;
    }

    public Instant at() {
        return at;
    }

    /** The first instant with a reading; empty when there is none so far. */
    Optional<Instant> begin() {
        return stores.measurements().span(meter.id()).map(Interval::from).filter(at::isAfter);
    }

    /** The time stamp of a reading that lies after now; empty in a replay. */
    Optional<Instant> future() {
        return live
                ? stores.measurements()
                        .latest(meter.id())
                        .map(Reading::timestamp)
                        .filter(at::isBefore)
                : Optional.empty();
    }

    /** Load of the last three weeks at the meter's own step, or the finest where that is longer. */
    LoadSeries history() {
        LoadSeries known = history;
        if (known == null) {
            Duration step = stores.measurements()
                    .nativeStep(meter.id())
                    .map(own -> own.compareTo(finest) < 0 ? finest : own)
                    .orElse(USUAL_STEP);
            known = load(HISTORY, step);
            history = known;
        }
        return known;
    }

    /** The last {@code length} of {@link #history}, without a step that is not over yet. */
    LoadSeries recent(Duration length) {
        LoadSeries all = history();
        int steps = (int)
                Math.min(all.length(), length.toSeconds() / all.grid().step().toSeconds());
        return all.slice(all.length() - steps, all.length());
    }

    /** What is odd in {@link #history}. */
    QualityReport report() {
        QualityReport known = report;
        if (known == null) {
            known = QualityReport.of(meter, history());
            report = known;
        }
        return known;
    }

    /** Mean power of whole steps that ended by now. */
    LoadSeries load(Duration length, Duration step) {
        long seconds = step.toSeconds();
        Instant end = Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
        Interval interval = new Interval(end.minus(length.compareTo(step) < 0 ? step : length), end);
        LoadSeries load = stores.measurements().load(meter.id(), interval, step);
        TimeGrid grid = load.grid();
        return grid.end().isAfter(end) ? load.slice(0, grid.indexOf(end)) : load;
    }

    /** States of the counter in the last {@code length}, by time. */
    List<Reading.EnergyCounter> counters(Duration length) {
        return stores.measurements().counters(meter.id(), new Interval(at.minus(length), at));
    }

    /** The newest day-ahead forecast whose day is not over. */
    Optional<Forecast> dayAhead() {
        Interval cutoffs = new Interval(at.minus(FORECASTS_KEPT_FOR), at.plusSeconds(1));
        List<Forecast> issued = stores.forecasts().issued(meter.id(), Horizon.DAY_AHEAD.label(), cutoffs);
        return issued.isEmpty()
                ? Optional.empty()
                : Optional.of(issued.get(issued.size() - 1))
                        .filter(forecast -> forecast.grid().end().isAfter(at));
    }

    /** Errors of day-ahead forecasts with a cutoff in {@code cutoffs}. */
    List<Accuracy.Row> accuracy(Interval cutoffs) {
        MeterId id = meter.id();
        return Accuracy.of(stores, id, Horizon.DAY_AHEAD.label(), cutoffs);
    }
}
