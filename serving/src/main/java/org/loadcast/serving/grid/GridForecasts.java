package org.loadcast.serving.grid;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.LocalDay;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.grid.GridDay;
import org.loadcast.features.grid.Topology;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.Resampler;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.NoHistoryException;

/** Puts the day-ahead forecasts of meters on their grid. Thread-safe. */
public final class GridForecasts {

    private static final Duration STEP = Duration.ofMinutes(15);

    private final MeterDirectory meters;
    private final ForecastService forecasts;

    public GridForecasts(MeterDirectory meters, ForecastService forecasts) {
        this.meters = meters;
        this.forecasts = forecasts;
    }

    /** Reads a quantile: {@code 0.9} or {@code p90}. */
    public static double quantile(String text) {
        String number = text.toLowerCase(Locale.ROOT);
        double level;
        try {
            level = number.startsWith("p") ? Double.parseDouble(number.substring(1)) / 100 : Double.parseDouble(number);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no quantile. Use for example 0.5 or p90.", notANumber);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no quantile between 0 and 1. Use for example 0.5 or p90.");
        }
        return level;
    }

    /**
     * Tomorrow, on the clock of the first known meter.
     *
     * @param quantile level at which every meter is taken
     * @param out ids of lines that are out of service
     * @throws IllegalArgumentException when one of them is no line
     */
    public GridForecast of(Topology topology, double quantile, Instant at, Set<String> out) {
        ZoneId zone = topology.meters().stream()
                .map(meters::find)
                .flatMap(Optional::stream)
                .map(Meter::zone)
                .findFirst()
                .orElse(ZoneOffset.UTC);
        TimeGrid grid = LocalDay.of(at, zone).next().grid(STEP);
        Map<MeterId, double[]> loads = new HashMap<>();
        Map<MeterId, String> missing = new TreeMap<>();
        for (MeterId id : topology.meters()) {
            Optional<Meter> meter = meters.find(id);
            if (meter.isEmpty()) {
                missing.put(id, "It is not in the directory.");
                continue;
            }
            try {
                Optional<double[]> load = expected(meter.get(), quantile, at, grid);
                load.ifPresentOrElse(
                        kilowatts -> loads.put(id, kilowatts),
                        () -> missing.put(
                                id,
                                "Its tomorrow, in " + meter.get().zone() + ", is not that of the grid, in " + zone
                                        + ". Give the meters of a grid one time zone."));
            } catch (NoHistoryException none) {
                missing.put(id, String.valueOf(none.getMessage()));
            }
        }
        return new GridForecast(at, quantile, zone, GridDay.of(topology, grid, loads, out), missing);
    }

    /** Empty when the forecast does not cover the grid. */
    private Optional<double[]> expected(Meter meter, double quantile, Instant at, TimeGrid grid) {
        Quantiles levels =
                Quantiles.of(DoubleStream.of(quantile, 0.5).sorted().distinct().toArray());
        Forecast forecast = ForecastService.withQuantiles(forecasts.deciles(meter, Horizon.DAY_AHEAD, at), levels);
        int column = levels.indexOf(quantile);
        double[] own = IntStream.range(0, forecast.grid().length())
                .mapToDouble(i -> forecast.kilowatts(i, column))
                .toArray();
        LoadSeries load = Resampler.to(STEP).apply(LoadSeries.ofArray(forecast.grid(), own));
        double[] kilowatts = new double[grid.length()];
        for (int i = 0; i < kilowatts.length; i++) {
            int target = load.grid().indexOf(grid.startOf(i));
            if (target < 0 || target >= load.length() || load.isMissing(target)) {
                return Optional.empty();
            }
            kilowatts[i] = load.kilowatts(target);
        }
        return Optional.of(kilowatts);
    }
}
