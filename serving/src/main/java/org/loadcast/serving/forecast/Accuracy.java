package org.loadcast.serving.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.Stores;

/** How well issued forecasts met what was measured later, by model and lead time, beside last week's value. */
public final class Accuracy {

    private static final int[] LEAD_HOURS = {0, 1, 3, 6, 12, 24, 36, 48, 72, 168};
    private static final Duration LONGEST_LEAD = Duration.ofDays(32);
    private static final Duration WEEK = Duration.ofDays(7);
    /** What the clock is moved by in a year, at most. */
    private static final Duration CLOCK_CHANGE = Duration.ofHours(2);

    private Accuracy() {}

    /**
     * Errors of one model, or of one rung of the ladder, over one range of lead times.
     *
     * @param model id of the model, or the label of the tier that stood in
     * @param leadFrom shortest lead time (target start - cutoff), inclusive
     * @param leadTo longest lead time, exclusive
     * @param points intervals that were forecast and measured
     * @param maeKw mean of |median - measured|
     * @param biasKw mean of median - measured: positive when too much was forecast
     * @param wape sum of |median - measured| over the sum of |measured|; empty when nothing was used
     * @param coverage share of intervals measured between P10 and P90; empty when these were not forecast
     * @param lastWeekMaeKw mean of |last week's value - measured|, over the intervals that have one: what was measured at the same
     *     local time a week before, or as many weeks as it takes to have been known at the cutoff; empty when none has
     * @param skill 1 - the sum of |median - measured| over that of |last week's value - measured|, both over the intervals that have
     *     one: above 0 when the forecast was better; empty when none has, or when last week's value was met exactly
     */
    public record Row(
            String model,
            Duration leadFrom,
            Duration leadTo,
            int points,
            double maeKw,
            double biasKw,
            OptionalDouble wape,
            OptionalDouble coverage,
            OptionalDouble lastWeekMaeKw,
            OptionalDouble skill) {}

    /** The stored forecasts of {@code meter} with a cutoff in {@code cutoffs}, against what is stored as measured. */
    public static List<Row> of(Stores stores, MeterId meter, String horizon, Interval cutoffs) {
        Map<Key, Tally> tallies = new TreeMap<>(Comparator.comparing(Key::model).thenComparing(Key::lead));
        List<Forecast> issued = stores.forecasts().issued(meter, horizon, cutoffs);
        ZoneId zone = stores.meters().find(meter).map(Meter::zone).orElse(ZoneOffset.UTC);
        Map<Duration, LoadSeries> measured = new TreeMap<>();
        for (Forecast forecast : issued) {
            LoadSeries load = measured.computeIfAbsent(
                    forecast.grid().step(), step -> load(stores.measurements(), meter, issued, step));
            add(forecast, load, zone, tallies);
        }
        List<Row> rows = new ArrayList<>();
        tallies.forEach((key, tally) -> rows.add(tally.toRow(key)));
        return rows;
    }

    /** What was measured of the targets of {@code issued}, and in the weeks before that they are compared with. */
    private static LoadSeries load(MeasurementStore readings, MeterId meter, List<Forecast> issued, Duration step) {
        TimeGrid first = issued.get(0).grid();
        TimeGrid last = issued.get(issued.size() - 1).grid();
        long weeks = issued.stream()
                .mapToLong(forecast -> weeksBack(forecast, forecast.grid().length() - 1))
                .max()
                .orElse(1);
        Instant from = first.start().minus(WEEK.multipliedBy(weeks)).minus(CLOCK_CHANGE);
        return readings.load(meter, new Interval(from, last.end()), step);
    }

    /** The least number of weeks, at least one, after which a value for target {@code index} had been measured at the cutoff. */
    private static long weeksBack(Forecast forecast, int index) {
        Duration untilItEnds =
                Duration.between(forecast.cutoff(), forecast.grid().endOf(index));
        long whole = untilItEnds.dividedBy(WEEK);
        return Math.max(1, WEEK.multipliedBy(whole).equals(untilItEnds) ? whole : whole + 1);
    }

    private record Key(String model, int lead) {}

    private static void add(Forecast forecast, LoadSeries measured, ZoneId zone, Map<Key, Tally> tallies) {
        String model = forecast.source() instanceof ForecastSource.Model known
                ? known.id()
                : forecast.source().tier().label();
        for (int i = 0; i < forecast.grid().length(); i++) {
            Instant target = forecast.grid().startOf(i);
            OptionalDouble came = at(measured, target);
            if (came.isPresent()) {
                long hours = Duration.between(forecast.cutoff(), target).toHours();
                int lead = LEAD_HOURS.length - 1;
                while (LEAD_HOURS[lead] > hours) {
                    lead--;
                }
                Instant before =
                        target.atZone(zone).minusWeeks(weeksBack(forecast, i)).toInstant();
                tallies.computeIfAbsent(new Key(model, lead), key -> new Tally())
                        .add(forecast, i, came.getAsDouble(), at(measured, before));
            }
        }
    }

    private static OptionalDouble at(LoadSeries measured, Instant start) {
        int index = measured.grid().indexOf(start);
        boolean known = index >= 0 && index < measured.length() && !measured.isMissing(index);
        return known ? OptionalDouble.of(measured.kilowatts(index)) : OptionalDouble.empty();
    }

    private static final class Tally {

        private int points;
        private double absolute;
        private double signed;
        private double load;
        private int banded;
        private int inside;
        private int compared;
        private double absoluteCompared;
        private double absoluteLastWeek;

        void add(Forecast forecast, int index, double measured, OptionalDouble lastWeek) {
            double error = forecast.median(index) - measured;
            points++;
            absolute += Math.abs(error);
            signed += error;
            load += Math.abs(measured);
            if (lastWeek.isPresent()) {
                compared++;
                absoluteCompared += Math.abs(error);
                absoluteLastWeek += Math.abs(lastWeek.getAsDouble() - measured);
            }
            int low = forecast.quantiles().indexOf(0.1);
            int high = forecast.quantiles().indexOf(0.9);
            if (low >= 0 && high >= 0) {
                banded++;
                boolean in = forecast.kilowatts(index, low) <= measured && measured <= forecast.kilowatts(index, high);
                inside += in ? 1 : 0;
            }
        }

        Row toRow(Key key) {
            boolean open = key.lead() == LEAD_HOURS.length - 1;
            return new Row(
                    key.model(),
                    Duration.ofHours(LEAD_HOURS[key.lead()]),
                    open ? LONGEST_LEAD : Duration.ofHours(LEAD_HOURS[key.lead() + 1]),
                    points,
                    absolute / points,
                    signed / points,
                    load == 0 ? OptionalDouble.empty() : OptionalDouble.of(absolute / load),
                    banded == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) inside / banded),
                    compared == 0 ? OptionalDouble.empty() : OptionalDouble.of(absoluteLastWeek / compared),
                    absoluteLastWeek == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(1 - absoluteCompared / absoluteLastWeek));
        }
    }
}
