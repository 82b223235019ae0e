package org.loadcast.features.store.influx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.loadcast.features.store.StoreException;

/** Reads by InfluxQL, {@code /query}: InfluxDB 1, 2 and 3. The answer is parsed as it comes, row by row. */
final class InfluxQl implements InfluxReader {

    private final HttpClient client;
    private final InfluxConfig config;
    private final JsonFactory json = new JsonFactory();

    InfluxQl(HttpClient client, InfluxConfig config) {
        this.client = client;
        this.config = config;
    }

    @Override
    public void read(Select select, RowSink sink) {
        ask(statement(select), sink);
    }

    @Override
    public List<String> tagValues(String measurement, String tag) {
        List<String> values = new ArrayList<>();
        ask(
                "SHOW TAG VALUES FROM " + identifier(measurement) + " WITH KEY = " + identifier(tag),
                row -> row.text("value").ifPresent(values::add));
        return values;
    }

    static String statement(Select select) {
        String columns = select.columns().isEmpty()
                ? "*"
                : select.columns().stream().map(InfluxQl::identifier).collect(Collectors.joining(", "));
        StringBuilder statement = new StringBuilder("SELECT ")
                .append(columns)
                .append(" FROM ")
                .append(identifier(select.measurement()))
                .append(" WHERE time >= ")
                .append(select.fromSecond())
                .append("s AND time < ")
                .append(select.toSecond())
                .append('s');
        new TreeMap<>(select.tags())
                .forEach((tag, value) -> statement
                        .append(" AND ")
                        .append(identifier(tag))
                        .append(" = ")
                        .append(literal(value)));
        select.within()
                .ifPresent(range -> statement
                        .append(" AND ")
                        .append(identifier(range.field()))
                        .append(" >= ")
                        .append(range.from())
                        .append(" AND ")
                        .append(identifier(range.field()))
                        .append(" < ")
                        .append(range.to()));
        statement.append(select.order().newestFirst() ? " ORDER BY time DESC" : " ORDER BY time ASC");
        select.order().limit().ifPresent(limit -> statement.append(" LIMIT ").append(limit));
        return statement.toString();
    }

    static String identifier(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String literal(String value) {
        return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    private void ask(String statement, RowSink sink) {
        String policy = config.access().retentionPolicy();
        URI address = Http.resolve(
                config.url(),
                "/query?epoch=s&db=" + Http.encode(config.access().database())
                        + (policy.isEmpty() ? "" : "&rp=" + Http.encode(policy)));
        HttpRequest request = Http.request(address, config.access(), Http.READ_PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("q=" + Http.encode(statement)))
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    String start = new String(body.readNBytes(500), StandardCharsets.UTF_8).strip();
                    throw refused("HTTP " + response.statusCode() + " " + start);
                }
                parse(body, sink);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "InfluxDB at " + config.url() + " does not answer: " + e
                            + ". Nothing can be read until it is back; readings that come in wait in the outbox.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Reading from InfluxDB at " + config.url() + " was interrupted.", e);
        }
    }

    private StoreException refused(String message) {
        return new StoreException("InfluxDB at " + config.url() + " did not answer a query of "
                + config.access().database() + ": " + message
                + " Check that the database exists, and token or user.");
    }

    /** {@code {"results":[{"series":[{"name":…,"columns":[…],"values":[[…],…]}],"error":…}]}}; columns come before values. */
    private void parse(InputStream body, RowSink sink) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            List<String> columns = List.of();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME) {
                    continue;
                }
                switch (parser.currentName()) {
                    case "error" -> throw refused(parser.nextTextValue());
                    case "tags" -> {
                        parser.nextToken();
                        parser.skipChildren();
                    }
                    case "columns" -> columns = texts(parser);
                    case "values" -> rows(parser, columns, sink);
                    default -> parser.currentName();
                }
            }
        }
    }

    private static List<String> texts(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(parser.getText());
        }
        return texts;
    }

    private static void rows(JsonParser parser, List<String> columns, RowSink sink) throws IOException {
        parser.nextToken();
        Map<String, Object> values = new HashMap<>();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            values.clear();
            long second = 0;
            for (String column : columns) {
                JsonToken token = parser.nextToken();
                if (column.equals("time")) {
                    second = parser.getLongValue();
                } else if (token == JsonToken.VALUE_STRING) {
                    values.put(column, parser.getText());
                } else if (token.isNumeric()) {
                    values.put(column, parser.getNumberValue());
                }
            }
            parser.nextToken();
            sink.row(new ValueRow(second, values));
        }
    }

    @Override
    public void close() {}
}
