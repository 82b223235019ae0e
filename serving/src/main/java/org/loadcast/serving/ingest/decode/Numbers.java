package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as devices write them: JSON numbers, and decimal numbers in a text. */
final class Numbers {

    private static final int LONGEST = 64;
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private Numbers() {}

    /** The finite number that the text is; empty for any other text. */
    static Optional<Double> parse(String text) {
        String stripped = text.strip();
        if (stripped.length() > LONGEST || !DECIMAL.matcher(stripped).matches()) {
            return Optional.empty();
        }
        return Optional.of(Double.parseDouble(stripped)).filter(Double::isFinite);
    }

    /** The finite number of a JSON value, or the sum of an array of them; empty for anything else. */
    static Optional<Double> of(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.doubleValue()).filter(Double::isFinite);
        }
        if (node.isTextual()) {
            return parse(node.textValue());
        }
        if (!node.isArray() || node.isEmpty()) {
            return Optional.empty();
        }
        double sum = 0;
        for (JsonNode part : node) {
            Optional<Double> number = part.isArray() ? Optional.empty() : of(part);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            sum += number.get();
        }
        return Optional.of(sum).filter(Double::isFinite);
    }
}
