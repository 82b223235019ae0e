package org.loadcast.serving.ingest.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads InfluxDB's line protocol: {@code measurement,tag=value field=1.5,other=2i 1611140400000000000}.
 *
 * <p>Numeric fields are kept, others are passed over. A backslash escapes a comma, a space or an equals sign. Source: the
 * line protocol reference of InfluxDB 2.
 *
 * @param perSecond units of a timestamp in a second
 */
public record LineProtocol(long perSecond) {

    /** One line: tags as text, numeric fields, and the time if there is one. */
    public record Point(
            String measurement, Map<String, String> tags, Map<String, Double> fields, Optional<Instant> timestamp) {}

    /**
     * The protocol with timestamps in {@code ns}, {@code us}, {@code ms} or {@code s}.
     *
     * @throws IllegalArgumentException for another word
     */
    public static LineProtocol ofPrecision(String precision) {
        return switch (precision) {
            case "ns" -> new LineProtocol(1_000_000_000);
            case "us" -> new LineProtocol(1_000_000);
            case "ms" -> new LineProtocol(1_000);
            case "s" -> new LineProtocol(1);
            default ->
                throw new IllegalArgumentException("'" + precision + "' is not a precision. Use ns, us, ms or s.");
        };
    }

    /**
     * One line taken apart.
     *
     * @throws IllegalArgumentException when the line is not in the protocol, saying where
     */
    public Point parse(String line) {
        List<String> parts = split(line, ' ');
        if (parts.size() < 2 || parts.size() > 3) {
            throw new IllegalArgumentException("The line is neither JSON nor line protocol such as"
                    + " load,meter_id=M-17 power_kw=1.2 1611140400000000000.");
        }
        List<String> series = split(parts.get(0), ',');
        Map<String, String> tags = new LinkedHashMap<>();
        series.subList(1, series.size()).forEach(tag -> tags.put(key(tag), value(tag)));
        Map<String, Double> fields = new LinkedHashMap<>();
        for (String field : split(parts.get(1), ',')) {
            number(value(field)).ifPresent(number -> fields.put(key(field), number));
        }
        Optional<Instant> timestamp = parts.size() == 3 ? Optional.of(instant(parts.get(2))) : Optional.empty();
        return new Point(unescape(series.get(0)), tags, fields, timestamp);
    }

    /** Splits at a separator that is neither escaped nor inside a quoted field. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(Math.min(start, text.length())));
        return parts;
    }

    private static String key(String pair) {
        return unescape(split(pair, '=').get(0));
    }

    private static String value(String pair) {
        List<String> sides = split(pair, '=');
        if (sides.size() != 2 || sides.get(0).isEmpty() || sides.get(1).isEmpty()) {
            throw new IllegalArgumentException("'" + pair + "' is not of the form key=value.");
        }
        return unescape(sides.get(1));
    }

    private static String unescape(String text) {
        return text.replaceAll("\\\\([,= ])", "$1");
    }

    private static Optional<Double> number(String value) {
        if (value.startsWith("\"") || value.matches("[tTfF].*")) {
            return Optional.empty();
        }
        String digits = value.endsWith("i") || value.endsWith("u") ? value.substring(0, value.length() - 1) : value;
        try {
            return Optional.of(Double.parseDouble(digits));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Field value '" + value + "' is not a number.", notANumber);
        }
    }

    private Instant instant(String text) {
        try {
            long units = Long.parseLong(text);
            long nanos = Math.floorMod(units, perSecond) * (1_000_000_000 / perSecond);
            return Instant.ofEpochSecond(Math.floorDiv(units, perSecond), nanos);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Timestamp '" + text + "' is not a whole number.", notANumber);
        }
    }
}
