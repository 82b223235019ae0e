package org.loadcast.serving.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.MeterId;

/**
 * How a source is to be read.
 *
 * <p>All formats know {@link #zone}, {@link #meter} and {@link #wants}; further settings are the format's own. Immutable.
 */
public final class SourceSettings {

    private static final String ONLY = "only";

    private final Optional<ZoneId> zone;
    private final Optional<String> meter;
    private final Map<String, String> values;
    private final Set<String> only;

    /**
     * Settings.
     *
     * @param zone whose clock local times are read by, and which new meters get
     * @param meter name of the meter; where a source has several, it stands before theirs
     * @param values the others by name
     */
    public SourceSettings(Optional<ZoneId> zone, Optional<String> meter, Map<String, String> values) {
        this.zone = zone;
        this.meter = meter;
        this.values = Map.copyOf(values);
        this.only = new TreeSet<>(Arrays.stream(values.getOrDefault(ONLY, "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
    }

    /** No settings at all. */
    public static SourceSettings none() {
        return new SourceSettings(Optional.empty(), Optional.empty(), Map.of());
    }

    /** The zone, or the one that sources of this kind usually have. */
    public ZoneId zone(String usual) {
        return zone.orElseGet(() -> ZoneId.of(usual));
    }

    /** The name that was given for the meter. */
    public Optional<String> meter() {
        return meter;
    }

    /** The same settings with that name for the meter. */
    public SourceSettings withMeter(String name) {
        return new SourceSettings(zone, Optional.of(name), values);
    }

    /** The id of the only meter of a source, or {@code usual}. */
    public MeterId meter(String usual) {
        return MeterId.of(meter.orElse(usual));
    }

    /**
     * The id of one of several meters: what the source calls it, with the given name before it. Characters that an id cannot
     * have become dashes.
     */
    public MeterId meterOf(String name) {
        String tidy = name.strip().replaceAll("[^\\p{L}\\p{N}._:@-]+", "-").replaceAll("^[^\\p{L}\\p{N}_]+|-+$", "");
        return MeterId.of(meter.map(before -> before + "-" + tidy).orElse(tidy));
    }

    /** Whether the meter that the source calls so is asked for; all are when {@code only} is not set. */
    public boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }

    /** A setting of the format. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** All settings by name. */
    public Map<String, String> values() {
        return values;
    }

    /**
     * A setting that is one of a few words, the first of which is usual.
     *
     * @throws IllegalArgumentException when it is another
     */
    public String choice(String name, String... words) {
        String value = values.getOrDefault(name, words[0]);
        if (!List.of(words).contains(value)) {
            throw new IllegalArgumentException(
                    name + " '" + value + "' is not known. Use one of " + String.join(", ", words) + ".");
        }
        return value;
    }

    /**
     * A setting that is a date.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Optional<LocalDate> date(String name) {
        return text(name).map(value -> {
            try {
                return LocalDate.parse(value);
            } catch (DateTimeException wrong) {
                throw new IllegalArgumentException(
                        name + " '" + value + "' is no date. Write it as 2024-07-03.", wrong);
            }
        });
    }

    /**
     * A setting that is a duration.
     *
     * @throws IllegalArgumentException when it is none, not positive, or no whole number of seconds
     */
    public Duration duration(String name, Duration usual) {
        String value = values.get(name);
        if (value == null) {
            return usual;
        }
        try {
            Duration duration = Duration.parse(value);
            if (duration.toSeconds() > 0 && duration.getNano() == 0) {
                return duration;
            }
        } catch (DateTimeException wrong) {
            throw noDuration(name, value, wrong);
        }
        throw noDuration(name, value, null);
    }

    private static IllegalArgumentException noDuration(String name, String value, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                name + " '" + value + "' is no span of whole seconds. Write it as PT5M or PT24H.", cause);
    }

    /**
     * The same settings, when the format has all of them.
     *
     * @throws IllegalArgumentException for the first name that it does not have
     */
    public SourceSettings checkedFor(SourceFormat format) {
        Set<String> known = new TreeSet<>(format.settings().keySet());
        known.add(ONLY);
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("Format " + format.name() + " has no setting '" + name
                            + "'. It has: " + String.join(", ", known) + ".");
                });
        return this;
    }
}
