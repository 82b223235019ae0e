package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Takes a payload apart into rows that pointers can look into. */
@FunctionalInterface
interface Rows {

    /** More rows in a message are refused. */
    int MOST = 10_000;

    List<JsonNode> of(Message message) throws UndecodableException;

    /** The payload is a bare number; its place is the root. */
    static Rows number() {
        return message -> List.of(
                JsonNodeFactory.instance.textNode(unquoted(message.payload().text())));
    }

    /** The payload is one JSON value. */
    static Rows json() {
        return message -> List.of(JsonPayload.parse(message));
    }

    /** The payload is a JSON array, each element a row. */
    static Rows array() {
        return message -> {
            JsonNode array = JsonPayload.parse(message);
            if (!array.isArray()) {
                throw new UndecodableException("The payload is not a JSON array. Map it to the format json.");
            }
            List<JsonNode> rows = new ArrayList<>(array.size());
            array.forEach(rows::add);
            return limited(rows);
        };
    }

    /** The payload is lines of comma-separated values; a row has a text by column. A line that names the columns is no row. */
    static Rows csv(List<String> columns) {
        return message -> {
            List<JsonNode> rows = new ArrayList<>();
            for (String line : limited(message.payload().text().lines().toList())) {
                if (!line.isBlank() && !fields(line).equals(columns)) {
                    rows.add(row(columns, line));
                }
            }
            return rows;
        };
    }

    private static ObjectNode row(List<String> columns, String line) throws UndecodableException {
        List<String> fields = fields(line);
        if (fields.size() != columns.size()) {
            throw new UndecodableException("A line has " + fields.size() + " values instead of " + columns.size() + ": "
                    + String.join(",", columns) + ".");
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), fields.get(i));
        }
        return row;
    }

    /** Splits at commas that are not quoted. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }

    private static String unquoted(String text) {
        String stripped = text.strip();
        boolean quoted = stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    private static <T> List<T> limited(List<T> rows) throws UndecodableException {
        if (rows.size() > MOST) {
            throw new UndecodableException(
                    "There are " + rows.size() + " rows. Send at most " + MOST + " in a message.");
        }
        return rows;
    }
}
