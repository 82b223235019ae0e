package org.loadcast.features.meter;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a meter apart from its readings.
 *
 * <p>Immutable. Only {@code id} and {@code zone} are always there; the optional facts are read by methods that return
 * {@link Optional}.
 */
public final class Meter {

    private final MeterId id;
    private final ZoneId zone;
    private final String country;
    private final String category;
    private final Optional<GeoPoint> location;
    private final List<String> weatherLocations;
    private final List<String> groups;
    private final Map<String, String> attributes;

    private Meter(Builder builder) {
        this.id = builder.id;
        this.zone = builder.zone;
        this.country = builder.country;
        this.category = builder.category;
        this.location = builder.location;
        this.weatherLocations = List.copyOf(builder.weatherLocations);
        this.groups = List.copyOf(builder.groups);
        this.attributes = Map.copyOf(builder.attributes);
    }

    public static Builder builder(MeterId id) {
        return new Builder(id);
    }

    /** A builder that starts with all that this meter holds. */
    public Builder toBuilder() {
        Builder builder = new Builder(id)
                .zone(zone)
                .country(country)
                .category(category)
                .weatherLocations(weatherLocations)
                .groups(groups)
                .attributes(attributes);
        location.ifPresent(builder::location);
        return builder;
    }

    public MeterId id() {
        return id;
    }

    /** The zone whose clock and local days the meter's people live by. */
    public ZoneId zone() {
        return zone;
    }

    /** ISO 3166 country, with an optional region after a dash ({@code NL}, {@code GB-ENG}, {@code US-TX}). */
    public Optional<String> country() {
        return country.isEmpty() ? Optional.empty() : Optional.of(country);
    }

    /** What kind of meter it is ({@code household}, {@code building}, {@code feeder}, {@code pv}, ...). */
    public Optional<String> category() {
        return category.isEmpty() ? Optional.empty() : Optional.of(category);
    }

    public Optional<GeoPoint> location() {
        return location;
    }

    /** Names of the weather locations that may explain this meter, best first where an order is known. */
    public List<String> weatherLocations() {
        return weatherLocations;
    }

    public List<String> groups() {
        return groups;
    }

    /** Facts that Loadcast keeps but does not interpret, by name. */
    public Map<String, String> attributes() {
        return attributes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Meter that
                && id.equals(that.id)
                && zone.equals(that.zone)
                && country.equals(that.country)
                && category.equals(that.category)
                && location.equals(that.location)
                && weatherLocations.equals(that.weatherLocations)
                && groups.equals(that.groups)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Meter[" + id + ", " + zone + (category.isEmpty() ? "" : ", " + category) + "]";
    }

    /** Collects the facts of a meter; the zone is UTC until it is said. */
    public static final class Builder {

        private final MeterId id;
        private ZoneId zone = ZoneOffset.UTC;
        private String country = "";
        private String category = "";
        private Optional<GeoPoint> location = Optional.empty();
        private List<String> weatherLocations = List.of();
        private List<String> groups = List.of();
        private Map<String, String> attributes = Map.of();

        private Builder(MeterId id) {
            this.id = id;
        }

        public Builder zone(ZoneId value) {
            zone = value;
            return this;
        }

        public Builder country(String value) {
            country = value;
            return this;
        }

        public Builder category(String value) {
            category = value;
            return this;
        }

        public Builder location(GeoPoint value) {
            location = Optional.of(value);
            return this;
        }

        public Builder weatherLocations(List<String> value) {
            weatherLocations = value;
            return this;
        }

        public Builder groups(List<String> value) {
            groups = value;
            return this;
        }

        public Builder attributes(Map<String, String> value) {
            attributes = value;
            return this;
        }

        public Meter build() {
            return new Meter(this);
        }
    }
}
