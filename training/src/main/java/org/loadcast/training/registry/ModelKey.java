package org.loadcast.training.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;

/**
 * What a model forecasts: the load of one meter, or of every meter of a group, over one horizon.
 *
 * @param kind whether {@code name} is a meter's or a group's
 * @param name the meter id or the name of the group
 * @param horizon label of the {@link Horizon}
 */
public record ModelKey(Kind kind, String name, String horizon) implements Comparable<ModelKey> {

    /** Whose load a model forecasts. */
    public enum Kind {
        /** One meter. */
        METER,
        /** Any meter of a group, by a model that has learned from all of them. */
        GROUP;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Kind parse(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public ModelKey {
        if (name.isBlank() || name.length() > 128) {
            throw new IllegalArgumentException("Model key name '" + name + "' does not have 1 to 128 characters.");
        }
        horizon = Horizon.parse(horizon).label();
    }

    public static ModelKey ofMeter(MeterId meter, Horizon horizon) {
        return new ModelKey(Kind.METER, meter.value(), horizon.label());
    }

    public static ModelKey ofGroup(String group, Horizon horizon) {
        return new ModelKey(Kind.GROUP, group, horizon.label());
    }

    /** A readable stem of file names, safe on every file system and not unique: other characters become {@code _}. */
    String stem() {
        String readable = name.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^[.-]", "_");
        String shortened = readable.length() > 60 ? readable.substring(0, 60) : readable;
        return shortened + "-" + horizon.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "_");
    }

    @Override
    public int compareTo(ModelKey other) {
        int byName = name.compareTo(other.name);
        if (byName != 0) {
            return byName;
        }
        int byHorizon = horizon.compareTo(other.horizon);
        return byHorizon != 0 ? byHorizon : kind.compareTo(other.kind);
    }

    @Override
    public String toString() {
        return (kind == Kind.GROUP ? "group " : "") + name + " " + horizon;
    }
}
