package org.loadcast.features.store.influx;

import java.util.Map;
import java.util.TreeMap;

/** One line of InfluxDB's line protocol: a measurement, tags, fields and a time in seconds. Not thread-safe. */
final class Line {

    private final StringBuilder head;
    private final Map<String, String> tags = new TreeMap<>();
    private final StringBuilder fields = new StringBuilder();

    Line(String measurement) {
        this.head = new StringBuilder(escape(measurement, ", "));
    }

    Line tag(String name, String value) {
        tags.put(name, value);
        return this;
    }

    /** A finite number. */
    Line field(String name, double value) {
        return rawField(name, Double.toString(value));
    }

    Line field(String name, long value) {
        return rawField(name, value + "i");
    }

    Line field(String name, String value) {
        return rawField(name, '"' + escape(value, "\"\\") + '"');
    }

    private Line rawField(String name, String value) {
        if (fields.length() > 0) {
            fields.append(',');
        }
        fields.append(escape(name, ",= ")).append('=').append(value);
        return this;
    }

    /** Whether the line has no field, hence says nothing. */
    boolean isEmpty() {
        return fields.length() == 0;
    }

    String at(long epochSecond) {
        StringBuilder line = new StringBuilder(head);
        tags.forEach((name, value) ->
                line.append(',').append(escape(name, ",= ")).append('=').append(escape(value, ",= ")));
        return line.append(' ').append(fields).append(' ').append(epochSecond).toString();
    }

    private static String escape(String text, String special) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (special.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c == '\n' || c == '\r' ? ' ' : c);
        }
        return escaped.toString();
    }
}
