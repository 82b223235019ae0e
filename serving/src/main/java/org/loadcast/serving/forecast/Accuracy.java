package org.loadcast.serving.forecast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.Stores;

/** How well issued forecasts met what was measured later, by model and lead time. */
public final class Accuracy {

    private static final int[] LEAD_HOURS = {0, 1, 3, 6, 12, 24, 36, 48, 72, 168};
    private static final Duration LONGEST_LEAD = Duration.ofDays(32);

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
     */
    public record Row(
            String model,
            Duration leadFrom,
            Duration leadTo,
            int points,
            double maeKw,
            double biasKw,
            OptionalDouble wape,
            OptionalDouble coverage) {}

    /** The stored forecasts of {@code meter} with a cutoff in {@code cutoffs}, against what is stored as measured. */
    public static List<Row> of(Stores stores, MeterId meter, String horizon, Interval cutoffs) {
        Map<Key, Tally> tallies = new TreeMap<>(Comparator.comparing(Key::model).thenComparing(Key::lead));
        List<Forecast> issued = stores.forecasts().issued(meter, horizon, cutoffs);
        Map<Duration, LoadSeries> measured = new TreeMap<>();
        for (Forecast forecast : issued) {
            LoadSeries load = measured.computeIfAbsent(
                    forecast.grid().step(), step -> load(stores.measurements(), meter, issued, step));
            add(forecast, load, tallies);
        }
        List<Row> rows = new ArrayList<>();
        tallies.forEach((key, tally) -> rows.add(tally.toRow(key)));
        return rows;
    }

    private static LoadSeries load(MeasurementStore readings, MeterId meter, List<Forecast> issued, Duration step) {
        TimeGrid first = issued.get(0).grid();
        TimeGrid last = issued.get(issued.size() - 1).grid();
        return readings.load(meter, new Interval(first.start(), last.end()), step);
    }

    private record Key(String model, int lead) {}

    private static void add(Forecast forecast, LoadSeries measured, Map<Key, Tally> tallies) {
        String model = forecast.source() instanceof ForecastSource.Model known
                ? known.id()
                : forecast.source().tier().label();
        for (int i = 0; i < forecast.grid().length(); i++) {
            int at = measured.grid().indexOf(forecast.grid().startOf(i));
            if (at >= 0 && at < measured.length() && !measured.isMissing(at)) {
                long hours = Duration.between(forecast.cutoff(), forecast.grid().startOf(i))
                        .toHours();
                int lead = LEAD_HOURS.length - 1;
                while (LEAD_HOURS[lead] > hours) {
                    lead--;
                }
                tallies.computeIfAbsent(new Key(model, lead), key -> new Tally())
                        .add(forecast, i, measured.kilowatts(at));
            }
        }
    }

    private static final class Tally {

        private int points;
        private double absolute;
        private double signed;
        private double load;
        private int banded;
        private int inside;

        void add(Forecast forecast, int index, double measured) {
            double error = forecast.median(index) - measured;
            points++;
            absolute += Math.abs(error);
            signed += error;
            load += Math.abs(measured);
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
                    banded == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) inside / banded));
        }
    }
}
