package org.loadcast.features.store;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;

/** Aggregates that are made anew for every question, for stores that keep none. */
public final class QueriedAggregates implements LoadAggregates {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final MeasurementStore store;

    public QueriedAggregates(MeasurementStore store) {
        this.store = store;
    }

    @Override
    public List<DayTotal> days(Collection<Meter> meters, LocalDate first, LocalDate last) {
        return byId(meters)
                .flatMap(meter -> DayTotal.of(meter.id(), meter.zone(), quarters(meter, first, last)).stream())
                .toList();
    }

    @Override
    public List<PeakQuarter> peaks(Collection<Meter> meters, LocalDate first, LocalDate last, int count) {
        return byId(meters)
                .flatMap(meter -> {
                    LoadSeries load = quarters(meter, first, last);
                    return IntStream.range(0, load.length())
                            .filter(i -> !load.isMissing(i))
                            .mapToObj(
                                    i -> new PeakQuarter(meter.id(), load.grid().startOf(i), load.kilowatts(i)));
                })
                .sorted(PeakQuarter.HIGHEST_FIRST)
                .limit(count)
                .toList();
    }

    @Override
    public List<Reading.Power> power(Collection<Meter> meters, Interval interval) {
        return byId(meters)
                .flatMap(meter -> store.readings(meter.id(), interval).stream())
                .filter(Reading.Power.class::isInstance)
                .map(Reading.Power.class::cast)
                .toList();
    }

    private static Stream<Meter> byId(Collection<Meter> meters) {
        return meters.stream().sorted(Comparator.comparing(Meter::id));
    }

    private LoadSeries quarters(Meter meter, LocalDate first, LocalDate last) {
        Interval days = new Interval(
                first.atStartOfDay(meter.zone()).toInstant(),
                last.plusDays(1).atStartOfDay(meter.zone()).toInstant());
        return store.load(meter.id(), days, QUARTER);
    }
}
