package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes weather from JSON objects of our own form: {@code location_id}, {@code timestamp}, for a forecast {@code
 * available_at}, and a number by variable. What is wrong is an {@link IllegalArgumentException}.
 */
public final class WeatherRows {

    private static final Set<String> NOT_VALUES = Set.of("location_id", "timestamp", "available_at");
    private static final int MOST_VARIABLES = 200;
    private static final Pattern LOCATION = Pattern.compile("[^\\p{Cntrl}]{1,128}");
    private static final Pattern VARIABLE = Pattern.compile("[\\p{L}\\p{N}_.:-]{1,64}");

    private WeatherRows() {}

    /** The weather of an object that names its place. */
    public static WeatherSample decode(JsonNode row) {
        requireObject(row);
        return decode(RowFields.text(row, "location_id"), row);
    }

    /** The weather of an object that speaks of {@code location}, because the topic says so. */
    static WeatherSample decode(String location, JsonNode row) {
        requireObject(row);
        if (!LOCATION.matcher(location).matches()) {
            throw new IllegalArgumentException("location_id is not 1 to 128 printable characters.");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        row.fieldNames().forEachRemaining(name -> {
            if (!NOT_VALUES.contains(name)) {
                RowFields.number(row, name).ifPresent(value -> values.put(variable(name), value));
            }
        });
        if (values.isEmpty() || values.size() > MOST_VARIABLES) {
            throw new IllegalArgumentException(
                    "There are " + values.size() + " values. Give 1 to " + MOST_VARIABLES + ", such as temperature_c.");
        }
        Optional<String> availableAt = Optional.of(row.path("available_at"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
        return new WeatherSample(
                location, Times.parse(RowFields.text(row, "timestamp")), availableAt.map(Times::parse), values);
    }

    private static String variable(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is no name of a variable. Use 1 to 64 letters, digits and _ . : -, such as temperature_c.");
        }
        return name;
    }

    private static void requireObject(JsonNode row) {
        if (!row.isObject()) {
            throw new IllegalArgumentException(
                    "A row of weather must be a JSON object, not " + row.getNodeType() + ".");
        }
    }
}
