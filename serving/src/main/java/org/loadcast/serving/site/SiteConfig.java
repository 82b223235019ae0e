package org.loadcast.serving.site;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.SiteRole;

/**
 * A home or building with its sensors.
 *
 * @param id also the beginning of its derived meters' ids
 * @param caption for people; may be empty
 * @param zone the clock of its people; empty for that of its first sensor
 * @param country as of a meter; may be empty
 * @param category of its consumption, such as {@code household}; may be empty
 * @param weatherLocations as of a meter; empty for those of its first sensor
 * @param groups that all its meters belong to
 * @param sensors one or more
 */
public record SiteConfig(
        String id,
        String caption,
        Optional<ZoneId> zone,
        String country,
        String category,
        Optional<GeoPoint> location,
        List<String> weatherLocations,
        SortedSet<String> groups,
        List<Sensor> sensors) {

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._:@-]{0,99}");

    public SiteConfig {
        if (!ALLOWED.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "Site id '" + id
                            + "' is not valid. Use 1 to 100 letters, digits and . _ - : @, starting with a letter, digit or _.");
        }
        weatherLocations = List.copyOf(weatherLocations);
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        sensors = List.copyOf(sensors);
        if (sensors.isEmpty()) {
            throw new IllegalArgumentException(
                    "Site '" + id + "' has no sensor. Give it a meter with a role, such as net.");
        }
        requireOnce(id, sensors);
    }

    private static void requireOnce(String id, List<Sensor> sensors) {
        for (int i = 0; i < sensors.size(); i++) {
            for (int j = 0; j < i; j++) {
                Sensor one = sensors.get(j);
                Sensor other = sensors.get(i);
                if (one.meter().equals(other.meter())) {
                    throw new IllegalArgumentException(
                            "Site '" + id + "' names meter " + one.meter() + " twice. Let every meter be one sensor.");
                }
                if (one.countsTwiceWith(other)) {
                    throw new IllegalArgumentException(
                            "Site '" + id + "' has " + one.role().label()
                                    + " of all phases and of a single one at the same time (" + one.meter() + ", "
                                    + other.meter()
                                    + "), which would count twice. Take one of them out, or set from and until.");
                }
            }
        }
    }

    /** The sensors in a role. */
    List<Sensor> in(SiteRole role) {
        return sensors.stream().filter(sensor -> sensor.role() == role).toList();
    }

    /** The id of the meter that holds a total of this site when it is derived. */
    MeterId derived(SiteRole role) {
        return MeterId.of(id + "." + role.label());
    }
}
