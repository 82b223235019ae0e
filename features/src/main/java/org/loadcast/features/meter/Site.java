package org.loadcast.features.meter;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    private static SiteRole roleOf(Meter meter) {
        String named = meter.attributes().getOrDefault(ROLE, "");
        return named.isEmpty() ? SiteRole.ofCategory(meter.category().orElse("")) : SiteRole.parse(named);
    }

    /** The clock of the site: that of its first meter. */
    public ZoneId zone() {
        return meters.get(0).zone();
    }
}
