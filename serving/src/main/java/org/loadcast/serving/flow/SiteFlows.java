package org.loadcast.serving.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Site;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.NoHistoryException;

/** Tells the flow of a site, from readings and from forecasts. Thread-safe. */
public final class SiteFlows {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final double HOURS = 0.25;
    /** How old "now" may be. */
    private static final Duration PRESENT = Duration.ofHours(2);

    private final Stores stores;
    private final ForecastService forecasts;

    public SiteFlows(Stores stores, ForecastService forecasts) {
        this.stores = stores;
        this.forecasts = forecasts;
    }

    /** A part of the consumption. */
    public record ApplianceEnergy(MeterId meter, double energyKwh) {}

    /**
     * The flow of a span of time.
     *
     * @param quarters how many quarter-hours of it are known
     * @param appliances what the known quarter-hours of each appliance sum up to
     */
    public record Period(Interval interval, int quarters, EnergyFlow flow, List<ApplianceEnergy> appliances) {}

    /**
     * Now, today and tomorrow.
     *
     * @param now the newest quarter-hour that all meters know; empty when it is more than two hours old
     * @param today from local midnight to now
     * @param tomorrow by the medians of the day-ahead forecasts; empty when a meter has too little history for one
     */
    public record Flows(Site site, Optional<Period> now, Optional<Period> today, Optional<Period> tomorrow) {}

    /**
     * The flows of {@code site} as of {@code at}.
     *
     * @throws IllegalArgumentException when its meters cannot tell its consumption
     */
    public Flows of(Site site, Instant at) {
        LocalDate day = at.atZone(site.zone()).toLocalDate();
        Instant midnight = day.atStartOfDay(site.zone()).toInstant();
        Instant start = midnight.isBefore(at.minus(PRESENT)) ? midnight : at.minus(PRESENT);
        TimeGrid grid = TimeGrid.covering(new Interval(start, at.plusNanos(1)), STEP);
        Function<Meter, double[]> load = meter -> measured(meter, grid, at);
        SiteLoads loads = SiteLoads.of(site, load, grid.length());
        int[] known = loads.known();
        int[] today = Arrays.stream(known)
                .filter(i -> !grid.startOf(i).isBefore(midnight))
                .toArray();
        int[] newest = Arrays.stream(known).filter(i -> grid.startOf(i).isAfter(at.minus(PRESENT))).max().stream()
                .toArray();
        return new Flows(
                site,
                period(site, loads, load, grid, newest),
                period(site, loads, load, grid, today),
                tomorrow(site, at));
    }

    /** The load of the quarter-hours that are over at {@code at}. */
    private double[] measured(Meter meter, TimeGrid grid, Instant at) {
        LoadSeries load = stores.measurements().load(meter.id(), new Interval(grid.start(), grid.end()), grid.step());
        double[] kilowatts = load.toArray();
        for (int i = 0; i < kilowatts.length; i++) {
            kilowatts[i] = grid.endOf(i).isAfter(at) ? Double.NaN : kilowatts[i];
        }
        return kilowatts;
    }

    private static Optional<Period> period(
            Site site, SiteLoads loads, Function<Meter, double[]> load, TimeGrid grid, int[] intervals) {
        if (intervals.length == 0) {
            return Optional.empty();
        }
        Interval span = new Interval(grid.startOf(intervals[0]), grid.endOf(intervals[intervals.length - 1]));
        List<ApplianceEnergy> appliances = site.in(SiteRole.APPLIANCE).stream()
                .map(meter -> new ApplianceEnergy(meter.id(), energyKwh(load.apply(meter), intervals)))
                .toList();
        return Optional.of(new Period(span, intervals.length, loads.flow(intervals, HOURS), appliances));
    }

    private static double energyKwh(double[] kilowatts, int[] intervals) {
        return HOURS
                * Arrays.stream(intervals)
                        .mapToDouble(i -> kilowatts[i])
                        .filter(kw -> !Double.isNaN(kw))
                        .sum();
    }

    private Optional<Period> tomorrow(Site site, Instant at) {
        LocalDate day = at.atZone(site.zone()).toLocalDate().plusDays(1);
        Interval span = new Interval(
                day.atStartOfDay(site.zone()).toInstant(),
                day.plusDays(1).atStartOfDay(site.zone()).toInstant());
        TimeGrid grid = TimeGrid.covering(span, STEP);
        try {
            Function<Meter, double[]> load = meter -> expected(meter, grid, at);
            SiteLoads loads = SiteLoads.of(site, load, grid.length());
            return period(site, loads, load, grid, loads.known());
        } catch (NoHistoryException tooLittle) {
            return Optional.empty();
        }
    }

    private double[] expected(Meter meter, TimeGrid grid, Instant at) {
        Forecast forecast = forecasts.deciles(meter, Horizon.DAY_AHEAD, at);
        double[] kilowatts = new double[grid.length()];
        for (int i = 0; i < kilowatts.length; i++) {
            int target = forecast.grid().indexOf(grid.startOf(i));
            kilowatts[i] = target >= 0 && target < forecast.grid().length() ? forecast.median(target) : Double.NaN;
        }
        return kilowatts;
    }
}
