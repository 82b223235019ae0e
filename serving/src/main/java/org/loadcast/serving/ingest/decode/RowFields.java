package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads the fields of a row that came as a JSON object; what is wrong is an {@link IllegalArgumentException}. */
final class RowFields {

    private RowFields() {}

    static String text(JsonNode row, String name) {
        JsonNode value = row.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException(name + " is missing or not a text.");
        }
        return value.asText();
    }

    static Optional<Double> number(JsonNode row, String name) {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException(name + " '" + value.asText() + "' is not a finite number.");
        }
        return Optional.of(value.doubleValue());
    }
}
