package org.loadcast.serving.weather;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.setting.Setting;

/**
 * Where weather comes from.
 *
 * @param scheduled whether a service asks by itself; commands ask when they are told to
 * @param forecast address of the forecast API
 * @param archive address of the reanalysis API
 * @param pastForecasts address of the API of past forecasts
 * @param apiKey for customers; empty for none
 * @param interval how old a forecast may get
 * @param days how far a forecast reaches, 1 to 16
 * @param places coordinates of weather locations that no meter stands at
 */
public record WeatherConfig(
        boolean scheduled,
        URI forecast,
        URI archive,
        URI pastForecasts,
        String apiKey,
        Duration interval,
        int days,
        Map<String, GeoPoint> places) {

    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_DAYS = 16;
    private static final String PLACE = "locations.";

    /** No requests but those of commands, to Open-Meteo's public addresses. */
    public static final WeatherConfig USUAL = parse(Map.of());

    /** What can be set under {@code weather}. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.usually(
                    "source",
                    "`none` or `open-meteo`",
                    "none",
                    "who is asked by the service; Open-Meteo is free for non-commercial use"),
            Setting.usually("interval", "duration, `PT15M` to `PT24H`", USUAL.interval(), "how often it is asked"),
            Setting.usually("days", "whole number of days, 1 to " + MOST_DAYS, USUAL.days(), "how far ahead"),
            Setting.without(
                    PLACE + "NAME",
                    "latitude and longitude in degrees",
                    "the meters' places",
                    "where a weather location is at which no meter stands"),
            Setting.usually("url", "address", USUAL.forecast(), "of forecasts, for a server of your own"),
            Setting.usually("archive_url", "address", USUAL.archive(), "of past weather"),
            Setting.usually("past_forecast_url", "address", USUAL.pastForecasts(), "of past forecasts"),
            Setting.without("api_key", "text", "none", "of customers"));

    public WeatherConfig {
        places = Map.copyOf(places);
    }

    /**
     * Reads the settings under {@code weather}: {@code source} (none or open-meteo), {@code url}, {@code archive_url}, {@code
     * past_forecast_url}, {@code api_key}, {@code interval}, {@code days}, and {@code locations.NAME: latitude,longitude}.
     *
     * @throws IllegalArgumentException naming everything that is wrong
     */
    public static WeatherConfig parse(Map<String, String> settings) {
        Map<String, String> unread = new TreeMap<>(settings);
        List<String> errors = new ArrayList<>();
        String source = taken(unread, "source", "none");
        if (!List.of("none", "open-meteo").contains(source)) {
            errors.add("source '" + source + "' is neither none nor open-meteo");
        }
        WeatherConfig config = new WeatherConfig(
                source.equals("open-meteo"),
                address(unread, "url", "https://api.open-meteo.com/v1/forecast", errors),
                address(unread, "archive_url", "https://archive-api.open-meteo.com/v1/archive", errors),
                address(
                        unread,
                        "past_forecast_url",
                        "https://historical-forecast-api.open-meteo.com/v1/forecast",
                        errors),
                taken(unread, "api_key", ""),
                interval(unread, errors),
                days(unread, errors),
                places(unread, errors));
        unread.keySet().forEach(name -> errors.add(name + " is not a setting"));
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("The settings of weather have " + errors.size()
                    + (errors.size() == 1 ? " error: " : " errors: ") + String.join("; ", errors) + ".");
        }
        return config;
    }

    private static String taken(Map<String, String> unread, String name, String fallback) {
        String value = unread.remove(name);
        return value == null || value.isBlank() ? fallback : value.strip();
    }

    private static URI address(Map<String, String> unread, String name, String fallback, List<String> errors) {
        String text = taken(unread, name, fallback);
        try {
            URI address = URI.create(text);
            if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getQuery() == null) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // told below, together with addresses of other kinds
        }
        errors.add(name + " '" + text + "' is not an address such as " + fallback);
        return URI.create(fallback);
    }

    private static Duration interval(Map<String, String> unread, List<String> errors) {
        String text = taken(unread, "interval", "PT1H");
        try {
            Duration interval = Duration.parse(text);
            if (interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0) {
                return interval;
            }
        } catch (DateTimeException noDuration) {
            // told below, together with durations out of range
        }
        errors.add("interval '" + text + "' is not a duration from PT15M to PT24H");
        return LONGEST;
    }

    private static int days(Map<String, String> unread, List<String> errors) {
        String text = taken(unread, "days", "4");
        if (text.matches("\\d{1,2}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_DAYS) {
            return Integer.parseInt(text);
        }
        errors.add("days '" + text + "' is not a number from 1 to " + MOST_DAYS);
        return 1;
    }

    private static Map<String, GeoPoint> places(Map<String, String> unread, List<String> errors) {
        Map<String, GeoPoint> places = new TreeMap<>();
        for (String name : List.copyOf(unread.keySet())) {
            if (name.startsWith(PLACE)) {
                String text = taken(unread, name, "");
                Places.parse(text)
                        .ifPresentOrElse(
                                place -> places.put(name.substring(PLACE.length()), place),
                                () -> errors.add(
                                        name + " '" + text + "' is not latitude,longitude such as 41.65,-0.89"));
            }
        }
        return places;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "WeatherConfig[scheduled=" + scheduled + ", forecast=" + forecast + ", interval=" + interval + "]";
    }
}
