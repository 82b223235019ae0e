package org.loadcast.serving.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.Site;
import org.loadcast.features.meter.SiteRole;

/**
 * Consumption, production and battery of a site by interval, in kW, NaN where they cannot be known; what has no meter follows from
 * what has.
 */
final class SiteLoads {

    private final double[] consumption;
    private final double[] production;
    private final double[] battery;

    private SiteLoads(double[] consumption, double[] production, double[] battery) {
        this.consumption = consumption;
        this.production = production;
        this.battery = battery;
    }

    /**
     * The loads of a site.
     *
     * @param load of a meter, by interval in kW, NaN where missing
     * @param length of all of them
     * @throws IllegalArgumentException when the site's meters cannot tell its consumption
     */
    static SiteLoads of(Site site, Function<Meter, double[]> load, int length) {
        double[] battery = sum(site.in(SiteRole.BATTERY), load).orElseGet(() -> new double[length]);
        Optional<double[]> consumption = sum(site.in(SiteRole.CONSUMPTION), load);
        Optional<double[]> production = sum(site.in(SiteRole.PRODUCTION), load);
        Optional<double[]> net = sum(site.in(SiteRole.NET), load);
        if (consumption.isPresent()) {
            double[] used = consumption.get();
            double[] given = production.orElseGet(
                    () -> net.map(n -> minus(n, used, battery)).orElse(new double[length]));
            return new SiteLoads(used, given, battery);
        }
        double[] flow = net.orElseThrow(() -> new IllegalArgumentException("Site '" + site.id()
                + "' has neither a consumption nor a net meter. Give one of its meters that role."));
        double[] given = production.orElseGet(() -> new double[length]);
        return new SiteLoads(minus(flow, given, battery), given, battery);
    }

    /** The meters together; missing where one is. */
    private static Optional<double[]> sum(List<Meter> meters, Function<Meter, double[]> load) {
        return meters.stream().map(load).reduce((a, b) -> {
            double[] both = new double[a.length];
            Arrays.setAll(both, i -> a[i] + b[i]);
            return both;
        });
    }

    private static double[] minus(double[] all, double[] one, double[] other) {
        double[] rest = new double[all.length];
        Arrays.setAll(rest, i -> all[i] - one[i] - other[i]);
        return rest;
    }

    double consumptionKw(int interval) {
        return consumption[interval];
    }

    double productionKw(int interval) {
        return production[interval];
    }

    /** The intervals in which all is known. */
    int[] known() {
        return IntStream.range(0, consumption.length)
                .filter(i -> !Double.isNaN(consumption[i] + production[i] + battery[i]))
                .toArray();
    }

    /** The flow of {@code intervals}, each {@code hours} long. */
    EnergyFlow flow(int[] intervals, double hours) {
        List<double[]> chosen = new ArrayList<>();
        for (double[] all : List.of(consumption, production, battery)) {
            chosen.add(Arrays.stream(intervals).mapToDouble(i -> all[i]).toArray());
        }
        return EnergyFlow.of(chosen.get(0), chosen.get(1), chosen.get(2), hours);
    }
}
