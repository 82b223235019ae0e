package org.loadcast.serving.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.statistics.LevelScale;
import org.loadcast.features.statistics.LoadStatistics;
import org.loadcast.features.statistics.MeterStatistics;
import org.loadcast.features.store.Stores;

/** What is usual for meters by their newest readings, kept for some hours because it takes a while to find out. Thread-safe. */
public final class UsualLoads {

    private static final Duration KEPT = Duration.ofHours(6);

    private final StoredStatistics statistics;
    private final Clock clock;
    private final Map<MeterId, Kept> kept = new ConcurrentHashMap<>();

    public UsualLoads(Stores stores, Clock clock) {
        this.statistics = new StoredStatistics(stores, clock);
        this.clock = clock;
    }

    /**
     * The usual load of a meter.
     *
     * @param p25Kw the load that a quarter of its steps stay below; {@code p50Kw} and {@code p75Kw} likewise
     */
    public record Usual(LevelScale levels, double p25Kw, double p50Kw, double p75Kw) {

        static Usual of(MeterStatistics statistics) {
            LoadStatistics load = statistics.load();
            return new Usual(
                    statistics.levels(), load.percentileKw(0.25), load.percentileKw(0.5), load.percentileKw(0.75));
        }
    }

    /** What is usual is empty for a meter without a clean value. */
    private record Kept(Meter meter, Instant madeAt, Optional<Usual> usual) {}

    /** What is usual for a meter; empty when it has no clean value. */
    public Optional<Usual> of(Meter meter) {
        Kept known = kept.get(meter.id());
        if (known == null || !isValid(known, meter)) {
            known = new Kept(meter, clock.instant(), make(meter));
            kept.put(meter.id(), known);
        }
        return known.usual();
    }

    /** The same as far as it was found out before, be it long ago. */
    public Optional<Usual> known(Meter meter) {
        return Optional.ofNullable(kept.get(meter.id())).flatMap(Kept::usual);
    }

    private boolean isValid(Kept known, Meter meter) {
        return known.meter().equals(meter)
                && clock.instant().isBefore(known.madeAt().plus(KEPT));
    }

    private Optional<Usual> make(Meter meter) {
        Duration step = statistics.usualStep(meter.id());
        Duration length = StoredStatistics.usualSpan(step);
        Interval span = Interval.of(statistics.end(meter.id()).minus(length), length);
        return statistics.of(meter, span, step).map(report -> Usual.of(report.statistics()));
    }
}
