package org.loadcast.features.store.influx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What Loadcast's measurements, tags and fields are called in a bucket.
 *
 * @param load readings, tagged by meter
 * @param weather measured weather, tagged by location
 * @param weatherForecast weather forecasts, tagged by location
 * @param loadForecast the newest forecast of every target time, tagged by meter
 * @param loadForecastLog every forecast ever issued, tagged by meter
 */
public record InfluxNames(
        Measurement load,
        Measurement weather,
        Measurement weatherForecast,
        Measurement loadForecast,
        Measurement loadForecastLog) {

    /** The names that Loadcast uses by itself. */
    public static final InfluxNames DEFAULT = new InfluxNames(
            new Measurement("load", "meter_id", Map.of()),
            new Measurement("weather", "location_id", Map.of()),
            new Measurement("weather_forecast", "location_id", Map.of()),
            new Measurement("load_forecast", "meter_id", Map.of()),
            new Measurement("load_forecast_log", "meter_id", Map.of()));

    /**
     * One measurement.
     *
     * @param name its name in the bucket
     * @param idTag the tag that holds the meter's or the location's id
     * @param fields names of fields in the bucket by Loadcast's names; a field that is not here keeps its name
     */
    public record Measurement(String name, String idTag, Map<String, String> fields) {

        public Measurement {
            for (String text : List.of(name, idTag)) {
                if (text.isBlank()) {
                    throw new IllegalArgumentException("A measurement of InfluxDB needs a name and a tag, not blanks.");
                }
            }
            fields = Map.copyOf(fields);
            if (fields.values().stream().distinct().count() < fields.size()) {
                throw new IllegalArgumentException(
                        "Fields " + new TreeMap<>(fields) + " of measurement " + name + " share a name in the bucket.");
            }
        }

        /** What Loadcast's field is called in the bucket. */
        String inBucket(String field) {
            return fields.getOrDefault(field, field);
        }

        /** What the bucket's field is called in Loadcast. */
        String inLoadcast(String field) {
            return fields.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(field))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.collectingAndThen(
                            Collectors.toList(), found -> found.isEmpty() ? field : found.get(0)));
        }
    }
}
