package org.loadcast.serving.site;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.series.TimeGrid;

/**
 * The totals of a site: which meter holds each, and how those that no meter measures follow from those that are. In our signs
 * {@code net = consumption + production + battery}, so that {@code consumption = net - production - battery}. Immutable.
 */
public final class SiteTotals {

    private static final List<SiteRole> ROLES =
            List.of(SiteRole.CONSUMPTION, SiteRole.PRODUCTION, SiteRole.NET, SiteRole.BATTERY);

    private final SiteConfig site;
    private final Map<SiteRole, MeterId> meters = new EnumMap<>(SiteRole.class);

    private SiteTotals(SiteConfig site) {
        this.site = site;
        ROLES.forEach(role -> holder(role).ifPresent(meter -> meters.put(role, meter)));
    }

    private Optional<MeterId> holder(SiteRole role) {
        SiteRole told = has(role) ? role : sameTotal(role);
        if (has(told)) {
            List<Sensor> sensors = site.in(told);
            return Optional.of(
                    sensors.size() == 1 && sensors.get(0).isPlain()
                            ? sensors.get(0).meter()
                            : site.derived(told));
        }
        return follows(role) ? Optional.of(site.derived(role)) : Optional.empty();
    }

    /** The role whose total is the same: where nothing generates or stores, what is consumed is the net. */
    private SiteRole sameTotal(SiteRole role) {
        if (has(SiteRole.PRODUCTION) || has(SiteRole.BATTERY)) {
            return role;
        }
        return switch (role) {
            case CONSUMPTION -> SiteRole.NET;
            case NET -> SiteRole.CONSUMPTION;
            default -> role;
        };
    }

    public static SiteTotals of(SiteConfig site) {
        return new SiteTotals(site);
    }

    private boolean has(SiteRole role) {
        return !site.in(role).isEmpty();
    }

    private boolean follows(SiteRole role) {
        return switch (role) {
            case CONSUMPTION -> has(SiteRole.NET);
            case PRODUCTION -> has(SiteRole.NET) && has(SiteRole.CONSUMPTION);
            case NET -> has(SiteRole.CONSUMPTION);
            default -> false;
        };
    }

    /** The meter of each total that can be told. */
    public Map<SiteRole, MeterId> meters() {
        return Map.copyOf(meters);
    }

    /** Whether the total of a role is derived, not measured. */
    public boolean isDerived(SiteRole role) {
        MeterId meter = meters.get(role);
        return meter != null && derived().contains(meter);
    }

    /** The meter that holds the total of a role when that is derived. */
    MeterId derivedMeter(SiteRole role) {
        return site.derived(role);
    }

    /** The meters that hold derived totals. */
    List<MeterId> derived() {
        return derivedRoles().stream().map(site::derived).toList();
    }

    /** The roles that have a derived meter of their own. */
    List<SiteRole> derivedRoles() {
        return ROLES.stream()
                .filter(role -> site.derived(role).equals(meters.get(role)))
                .toList();
    }

    /** The sensors that totals follow from. */
    List<Sensor> inputs() {
        return site.sensors().stream()
                .filter(sensor -> sensor.role() != SiteRole.APPLIANCE)
                .toList();
    }

    /**
     * A derived total by step of {@code grid} in kW, NaN where a part of it is not known.
     *
     * @param loads of the {@link #inputs}, by step of {@code grid}
     */
    double[] compute(SiteRole role, Map<MeterId, double[]> loads, TimeGrid grid) {
        if (has(role)) {
            return measured(role, loads, grid);
        }
        double[] consumption = measured(SiteRole.CONSUMPTION, loads, grid);
        double[] production = measured(SiteRole.PRODUCTION, loads, grid);
        double[] battery = measured(SiteRole.BATTERY, loads, grid);
        double[] net = measured(SiteRole.NET, loads, grid);
        double[] total = new double[grid.length()];
        Arrays.setAll(total, i -> switch (role) {
            case CONSUMPTION -> net[i] - production[i] - battery[i];
            case PRODUCTION -> net[i] - consumption[i] - battery[i];
            case NET -> consumption[i] + production[i] + battery[i];
            default -> throw new IllegalArgumentException("The total of " + role.label() + " does not follow.");
        });
        return total;
    }

    /**
     * The sum of the sensors that count at each step. Without one, panels and batteries give nothing, while consumption and net
     * are not known.
     */
    private double[] measured(SiteRole role, Map<MeterId, double[]> loads, TimeGrid grid) {
        double without = role == SiteRole.PRODUCTION || role == SiteRole.BATTERY ? 0 : Double.NaN;
        List<Sensor> sensors = site.in(role);
        return IntStream.range(0, grid.length())
                .mapToDouble(i -> {
                    double sum = 0;
                    boolean any = false;
                    for (Sensor sensor : sensors) {
                        if (sensor.countsAt(grid.startOf(i))) {
                            double kw = Optional.ofNullable(loads.get(sensor.meter()))
                                    .map(load -> load[i])
                                    .orElse(Double.NaN);
                            sum += sensor.inverted() ? -kw : kw;
                            any = true;
                        }
                    }
                    return any ? sum : without;
                })
                .toArray();
    }
}
