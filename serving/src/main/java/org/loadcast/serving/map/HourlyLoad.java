package org.loadcast.serving.map;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.serving.overview.Row;

/**
 * The load of a meter in an hour of the clock.
 *
 * @param loadKw measured, or the median
 * @param p10Kw of a forecast of the next 24 hours; {@code p90Kw} likewise
 */
record HourlyLoad(Interval interval, double loadKw, Optional<Double> p10Kw, Optional<Double> p90Kw, boolean forecast) {

    private static final Duration BACK = Duration.ofDays(1);
    private static final Duration AHEAD = Duration.ofDays(2);

    /** The hours that may be known at {@code at}. */
    static Interval span(Instant at) {
        return new Interval(at.minus(BACK), at.plus(AHEAD));
    }

    /** The known hours of a meter by time; of the present hour the forecast only, when there is one. */
    static List<HourlyLoad> of(Row row) {
        List<HourlyLoad> hours = new ArrayList<>();
        Optional<Row.Known> ahead =
                row.ahead().flatMap(some -> some instanceof Row.Known known ? Optional.of(known) : Optional.empty());
        Optional<Instant> first = ahead.map(known -> known.p50().grid().start());
        LoadSeries past = row.past();
        for (int i = 0; i < past.length(); i++) {
            Interval hour = new Interval(past.grid().startOf(i), past.grid().endOf(i));
            if (!past.isMissing(i)
                    && first.map(start -> hour.from().isBefore(start)).orElse(true)) {
                hours.add(new HourlyLoad(hour, past.kilowatts(i), Optional.empty(), Optional.empty(), false));
            }
        }
        ahead.ifPresent(known -> addForecast(known, hours));
        return hours;
    }

    /** The band is shorter than the median. */
    private static Optional<Double> known(LoadSeries hours, int index) {
        return index < hours.length() && !hours.isMissing(index)
                ? Optional.of(hours.kilowatts(index))
                : Optional.empty();
    }

    private static void addForecast(Row.Known known, List<HourlyLoad> hours) {
        LoadSeries median = known.p50();
        for (int i = 0; i < median.length(); i++) {
            if (!median.isMissing(i)) {
                hours.add(new HourlyLoad(
                        new Interval(median.grid().startOf(i), median.grid().endOf(i)),
                        median.kilowatts(i),
                        known(known.p10(), i),
                        known(known.p90(), i),
                        true));
            }
        }
    }
}
