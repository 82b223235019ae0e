package org.loadcast.features.meter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The meters of one home or building with their roles.
 *
 * <p>A meter belongs to the site that its attribute {@code site} names, in the role that its attribute {@code role} names, or
 * that its category usually has.
 *
 * @param id of the site
 * @param meters by id
 */
public record Site(String id, List<Meter> meters) {

    private static final String SITE = "site";
    private static final String ROLE = "role";

    /** Categories of meters that hold the load of others, or are held by them. */
    private static final Set<String> SHARED = Set.of("feeder", "substation", "district", "net", "appliance");

    public Site {
        meters = List.copyOf(meters);
        if (meters.isEmpty()) {
            throw new IllegalArgumentException("Site '" + id + "' has no meter. Give one the attribute " + SITE + ".");
        }
    }

    /** The sites that {@code meters} name, by id. */
    public static Map<String, Site> of(Collection<Meter> meters) {
        Map<String, List<Meter>> bySite = new TreeMap<>();
        for (Meter meter : meters) {
            String site = meter.attributes().getOrDefault(SITE, "");
            if (!site.isEmpty()) {
                bySite.computeIfAbsent(site, id -> new ArrayList<>()).add(meter);
            }
        }
        Map<String, Site> sites = new TreeMap<>();
        bySite.forEach((id, ofSite) -> sites.put(id, new Site(id, ofSite)));
        return sites;
    }

    /** The attributes of a meter at {@code site} in {@code role}. */
    public static Map<String, String> attributes(String site, SiteRole role) {
        return Map.of(SITE, site, ROLE, role.label());
    }

    /**
     * The meters in {@code role}.
     *
     * @throws IllegalArgumentException when a meter's attribute names no role
     */
    public List<Meter> in(SiteRole role) {
        return meters.stream().filter(meter -> roleOf(meter) == role).toList();
    }

    /**
     * What {@code meter} measures here.
     *
     * @throws IllegalArgumentException when its attribute names no role
     */
    public SiteRole roleOf(Meter meter) {
        String named = meter.attributes().getOrDefault(ROLE, "");
        return named.isEmpty() ? SiteRole.ofCategory(meter.category().orElse("")) : SiteRole.parse(named);
    }

    /**
     * The meters of which a sum over {@code meters} consists, so that no load counts twice: of a site its consumption, production
     * and battery, or its net where consumption is not among them; of others all but feeders and their like, which hold the
     * rest, and appliances, which are held. Where nothing else is there, all of them.
     */
    public static Set<MeterId> summed(Collection<Meter> meters) {
        Set<MeterId> summed = new HashSet<>();
        Map<String, Site> sites = of(meters);
        sites.values().forEach(site -> site.summed().forEach(meter -> summed.add(meter.id())));
        meters.stream()
                .filter(meter -> meter.attributes().getOrDefault(SITE, "").isEmpty())
                .filter(meter -> !SHARED.contains(meter.category().orElse("")))
                .forEach(meter -> summed.add(meter.id()));
        if (summed.isEmpty()) {
            meters.forEach(meter -> summed.add(meter.id()));
        }
        return summed;
    }

    private List<Meter> summed() {
        List<Meter> consumption = in(SiteRole.CONSUMPTION);
        List<Meter> net = in(SiteRole.NET);
        if (consumption.isEmpty() && !net.isEmpty()) {
            return net;
        }
        return Stream.of(consumption, in(SiteRole.PRODUCTION), in(SiteRole.BATTERY))
                .flatMap(List::stream)
                .toList();
    }

    /** The clock of the site: that of its first meter. */
    public ZoneId zone() {
        return meters.get(0).zone();
    }
}
