package org.loadcast.training.forecaster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Kinds of reasons for a forecast; every feature belongs to one. */
public enum FeatureGroup {
    /** What the load did before. */
    LOAD("lag.", "step.", "shift."),
    /** Time of day, weekday, season, holidays, vacations, Ramadan. */
    CALENDAR("cal.", "vacation.", "hijri."),
    /** Temperature and degree days. */
    TEMPERATURE("temp.", "degree.", "wx.temperature"),
    /** Wind, irradiance, humidity and other weather. */
    WEATHER("wx.", "air."),
    /** Where the sun stands. */
    SUN("sun."),
    /** What electricity costs. */
    PRICE("price."),
    /** Who the meter is: its category and size. */
    METER("meter."),
    /** What a blend's own past errors corrected. */
    CORRECTION("correction");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, its type does not say so
    private final List<String> prefixes;

    FeatureGroup(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    /** The group of a column, or of a feature that is called like its group; {@link #METER} for any other. */
    public static FeatureGroup of(String feature) {
        return Arrays.stream(values())
                .filter(group ->
                        group.label().equals(feature) || group.prefixes.stream().anyMatch(feature::startsWith))
                .findFirst()
                .orElse(METER);
    }

    /** The name in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
