package org.loadcast.training.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.training.backtest.BacktestResult;
import org.loadcast.training.backtest.FamilyResult;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.SeasonalReference;
import org.loadcast.training.metrics.SeasonalReference.Scale;

/** A backtest of day-ahead forecasts with noise of a known size; every third meter is a PV system. */
final class MadeUpBacktest {

    static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int PER_DAY = 96;
    private static final int HISTORY_DAYS = 14;
    /** Standard normal quantiles of the deciles P10 to P90. */
    private static final double[] NORMAL = {-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816};

    private static final Instant FIRST_MIDNIGHT =
            Instant.parse("2021-03-20T23:00:00Z"); // a week before the clocks change

    private MadeUpBacktest() {}

    static BacktestResult of(int meters, int days) {
        var random = new Random(5);
        var load = new TreeMap<MeterId, LoadSeries>();
        var promoted = new TreeMap<MeterId, String>();
        var zones = new TreeMap<MeterId, ZoneId>();
        for (int m = 0; m < meters; m++) {
            MeterId meter = MeterId.of(m % 3 == 2 ? "pv_" + m : "home_" + m);
            load.put(meter, series(m, days, random));
            promoted.put(meter, m % 4 == 3 ? "linear" : "boosting");
            zones.put(meter, ZONE);
        }
        List<FamilyResult> families = new ArrayList<>();
        families.add(family("boosting", load, days, 0.10, random));
        families.add(family("linear", load, days, 0.12, random));
        families.add(family("similar-day", load, days, 0.22, random));
        families.add(family("persistence", load, days, 0.60, random));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Trained until", FIRST_MIDNIGHT.toString());
        facts.put("Weather ahead", "none");
        facts.put("Load file", "made <up> & small");
        var reference =
                new SeasonalReference(load, PER_DAY, Scale.FIRST_CUTOFF, FIRST_MIDNIGHT.minus(Duration.ofHours(12)));
        return new BacktestResult("made-up", zones, reference, families, promoted, facts);
    }

    private static LoadSeries series(int meter, int days, Random random) {
        var grid = new TimeGrid(
                FIRST_MIDNIGHT.minus(Duration.ofDays(HISTORY_DAYS)), STEP, (HISTORY_DAYS + days) * PER_DAY);
        var series = LoadSeries.builder(grid);
        double level = 1 + meter;
        double noise = 0;
        for (int i = 0; i < grid.length(); i++) {
            double hour = (i % PER_DAY) / 4.0;
            noise = 0.95 * noise + 0.08 * random.nextGaussian();
            double home = 0.4 + 0.5 * bell(hour, 8, 1.5) + bell(hour, 19, 2.5) + 0.3 * noise;
            double sun = -1.5 * bell(hour, 13, 2.5) * Math.max(0.2, 1 + noise);
            if (i % 397 != 0) { // a gap now and then
                series.set(i, level * (meter % 3 == 2 ? sun : Math.max(0.1, home)));
            }
        }
        return series.build();
    }

    private static double bell(double hour, double at, double width) {
        return Math.exp(-Math.pow((hour - at) / width, 2) / 2);
    }

    private static FamilyResult family(
            String name, Map<MeterId, LoadSeries> load, int days, double noise, Random random) {
        var rows = BacktestRows.builder(Quantiles.DECILES, STEP);
        load.forEach((meter, series) -> {
            for (int day = 0; day < days; day++) {
                Instant midnight = FIRST_MIDNIGHT.plus(Duration.ofDays(day));
                double error = 0;
                for (int k = 0; k < PER_DAY; k++) {
                    Instant target = midnight.plus(STEP.multipliedBy(k));
                    int index = series.grid().indexOf(target);
                    double truth = series.isMissing(index) ? 1 : series.kilowatts(index);
                    double spread = noise * (0.3 + Math.abs(truth));
                    error = 0.8 * error + 0.6 * random.nextGaussian();
                    double[] values = new double[NORMAL.length];
                    for (int q = 0; q < values.length; q++) {
                        values[q] = truth + spread * (error + NORMAL[q]);
                    }
                    Instant cutoff = midnight.minus(Duration.ofHours(12));
                    if (series.isMissing(index)) {
                        rows.addUnmeasured(meter, cutoff, target, values);
                    } else {
                        rows.add(meter, cutoff, target, values, truth);
                    }
                }
            }
        });
        return new FamilyResult(name, rows.build(), Duration.ofMillis(4321), Duration.ofMillis(210));
    }
}
