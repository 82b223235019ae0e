package org.loadcast.serving.weather;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;

/**
 * Where the weather locations of the meters are.
 *
 * <p>A location's place is that of the configuration; else its name, when that is {@code latitude,longitude}; else the mean
 * place of the meters that name it first of all, else of all that name it.
 *
 * @param known places by location
 * @param unknown locations without a place
 * @param newcomers meters with a place and no weather location, now with one that is named after the place
 */
record Places(SortedMap<String, GeoPoint> known, SortedSet<String> unknown, List<Meter> newcomers) {

    private static final Pattern PAIR =
            Pattern.compile("\\s*(-?\\d{1,2}(?:\\.\\d{1,8})?)\\s*,\\s*(-?\\d{1,3}(?:\\.\\d{1,8})?)\\s*");

    static Places of(List<Meter> meters, Map<String, GeoPoint> configured) {
        List<Meter> newcomers = new ArrayList<>();
        List<Meter> all = new ArrayList<>();
        for (Meter meter : meters) {
            boolean isNew =
                    meter.weatherLocations().isEmpty() && meter.location().isPresent();
            Meter located = isNew
                    ? meter.toBuilder()
                            .weatherLocations(List.of(name(meter.location().get())))
                            .build()
                    : meter;
            all.add(located);
            if (isNew) {
                newcomers.add(located);
            }
        }
        SortedMap<String, GeoPoint> known = new TreeMap<>();
        SortedSet<String> unknown = new TreeSet<>();
        for (Meter meter : all) {
            for (String location : meter.weatherLocations()) {
                if (!known.containsKey(location)) {
                    Optional.ofNullable(configured.get(location))
                            .or(() -> parse(location))
                            .or(() -> mean(all, location, 1))
                            .or(() -> mean(all, location, Integer.MAX_VALUE))
                            .ifPresentOrElse(place -> known.put(location, place), () -> unknown.add(location));
                }
            }
        }
        return new Places(known, unknown, List.copyOf(newcomers));
    }

    /** The mean place of the meters that have {@code location} among their first {@code rank}. */
    private static Optional<GeoPoint> mean(List<Meter> meters, String location, int rank) {
        List<GeoPoint> places = meters.stream()
                .filter(meter -> meter.weatherLocations().stream().limit(rank).anyMatch(location::equals))
                .flatMap(meter -> meter.location().stream())
                .toList();
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of(new GeoPoint(
                        places.stream()
                                .mapToDouble(GeoPoint::latitude)
                                .average()
                                .orElseThrow(),
                        places.stream()
                                .mapToDouble(GeoPoint::longitude)
                                .average()
                                .orElseThrow()));
    }

    /** A name for the weather of a place: its coordinates to a kilometre. */
    private static String name(GeoPoint place) {
        return String.format(Locale.ROOT, "%.2f,%.2f", place.latitude(), place.longitude());
    }

    /** The place of {@code latitude,longitude}; empty for any other text. */
    static Optional<GeoPoint> parse(String text) {
        Matcher matcher = PAIR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double latitude = Double.parseDouble(matcher.group(1));
        double longitude = Double.parseDouble(matcher.group(2));
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
                ? Optional.of(new GeoPoint(latitude, longitude))
                : Optional.empty();
    }
}
