package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

/**
 * What a meter tells of itself, with the fields of {@code PUT /api/v1/meters/{id}}. Groups are not among them: they say who may see
 * a meter, which is for people to decide. What is wrong is an {@link IllegalArgumentException}.
 */
final class Announcement {

    private static final int MOST_ATTRIBUTES = 50;
    private static final int LONGEST_TEXT = 200;

    private Announcement() {}

    static Meter decode(MeterId id, JsonNode row) {
        if (!row.isObject()) {
            throw new IllegalArgumentException("An announcement must be a JSON object, not " + row.getNodeType() + ".");
        }
        Meter.Builder meter = Meter.builder(id)
                .country(text(row, "country"))
                .category(text(row, "category"))
                .weatherLocations(texts(row.path("weather_locations")))
                .attributes(attributes(row.path("attributes")));
        if (!text(row, "time_zone").isEmpty()) {
            meter.zone(zone(text(row, "time_zone")));
        }
        Optional<Double> latitude = RowFields.number(row, "latitude");
        Optional<Double> longitude = RowFields.number(row, "longitude");
        if (latitude.isPresent() != longitude.isPresent()) {
            throw new IllegalArgumentException("Only one of latitude and longitude is given. Give both or none.");
        }
        latitude.ifPresent(degrees -> meter.location(new GeoPoint(degrees, longitude.orElseThrow())));
        return meter.build();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "time_zone '" + name + "' is not known. Use a name of the IANA database such as Europe/Amsterdam.",
                    unknown);
        }
    }

    private static String text(JsonNode row, String name) {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return checked(name, value);
    }

    private static String checked(String name, JsonNode value) {
        if (!value.isTextual() || value.asText().length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(name + " is no text of at most " + LONGEST_TEXT + " characters.");
        }
        return value.asText();
    }

    private static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(checked("weather_locations", value)));
        if (texts.size() > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException("There are more than " + MOST_ATTRIBUTES + " weather_locations.");
        }
        return texts;
    }

    private static Map<String, String> attributes(JsonNode values) {
        if (values.size() > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException("There are more than " + MOST_ATTRIBUTES + " attributes.");
        }
        Map<String, String> attributes = new TreeMap<>();
        values.properties().forEach(field -> attributes.put(field.getKey(), checked(field.getKey(), field.getValue())));
        return attributes;
    }
}
