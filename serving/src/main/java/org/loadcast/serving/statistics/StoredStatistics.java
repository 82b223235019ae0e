package org.loadcast.serving.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.quality.QualityReport;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.statistics.Level;
import org.loadcast.features.statistics.MeterStatistics;
import org.loadcast.features.store.Stores;

/** Reads what the statistics of a meter need. Thread-safe. */
public final class StoredStatistics {

    /** The span that is looked at when none is asked for; long enough for habits, short enough for the season. */
    public static final Duration USUAL = Duration.ofDays(91);

    public static final Duration USUAL_STEP = Duration.ofMinutes(15);

    /** Most steps that statistics are made of; readings are checked at their own step up to as many. */
    public static final int MOST_STEPS = 200_000;

    /** How far back the present level may lie. */
    private static final Duration PRESENT = Duration.ofDays(1);

    private final Stores stores;
    private final Clock clock;

    public StoredStatistics(Stores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /**
     * The newest load and its level.
     *
     * @param start of the step
     */
    public record Now(Instant start, double loadKw, Level level) {}

    /**
     * The statistics of a meter over a span of time.
     *
     * @param missing steps without a value, the suspect ones among them
     * @param suspect steps of which a part was left out as suspect
     * @param now the newest step within a day of the newest reading of {@code interval}, of any quality; empty when there is none
     */
    public record Report(
            Meter meter,
            Interval interval,
            Duration step,
            int missing,
            int suspect,
            MeterStatistics statistics,
            Optional<Now> now) {}

    /** The end of the newest reading, or now without readings. */
    public Instant end(MeterId meter) {
        return stores.measurements().span(meter).map(Interval::to).orElseGet(clock::instant);
    }

    /** How much is looked at when nothing else is asked for: {@link #USUAL}, less for steps of seconds. */
    public static Duration usualSpan(Duration step) {
        Duration most = step.multipliedBy(MOST_STEPS);
        return USUAL.compareTo(most) < 0 ? USUAL : most;
    }

    /** The same, and not more than the time from the first to the end of the newest reading. */
    public Duration usualSpan(MeterId meter, Duration step) {
        Duration usual = usualSpan(step);
        return stores.measurements()
                .span(meter)
                .map(Interval::duration)
                .filter(known -> known.compareTo(usual) < 0)
                .orElse(usual);
    }

    /** What a meter's usual step is: a quarter of an hour, or its own when that is longer. */
    public Duration usualStep(MeterId meter) {
        return stores.measurements()
                .nativeStep(meter)
                .filter(step -> step.compareTo(USUAL_STEP) > 0)
                .orElse(USUAL_STEP);
    }

    /**
     * The statistics of {@code meter} over {@code interval} at {@code step}.
     *
     * @return empty when there is no clean value
     */
    public Optional<Report> of(Meter meter, Interval interval, Duration step) {
        LoadSeries load = stores.measurements().load(meter.id(), interval, step);
        LoadSeries clean = QualityReport.of(meter, load).withoutSuspects(load);
        if (clean.present() == 0) {
            return Optional.empty();
        }
        HolidayCalendar holidays = HolidayCalendar.of(stores.meters().daysOff()).or(HolidayCalendar.forMeter(meter));
        MeterStatistics statistics = MeterStatistics.of(meter, clean, holidays);
        return Optional.of(new Report(
                meter,
                interval,
                step,
                clean.length() - clean.present(),
                load.present() - clean.present(),
                statistics,
                now(load, statistics)));
    }

    private static Optional<Now> now(LoadSeries load, MeterStatistics statistics) {
        for (int i = load.length() - 1; i >= 0; i--) {
            Instant start = load.grid().startOf(i);
            if (start.isBefore(load.grid().end().minus(PRESENT))) {
                break;
            }
            if (!load.isMissing(i)) {
                double loadKw = load.kilowatts(i);
                return Optional.of(new Now(start, loadKw, statistics.levels().of(loadKw)));
            }
        }
        return Optional.empty();
    }
}
