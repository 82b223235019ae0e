package org.loadcast.serving.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes a body of many rows apart, so that each row can be right or wrong on its own. */
final class Body {

    private Body() {}

    /** A row that was refused: its place in the body, from 0, and why. */
    record Rejected(int index, String reason) {}

    /**
     * What became of the rows.
     *
     * @param accepted the rows that are right, in order
     * @param rejected those that are wrong
     */
    record Rows<T>(List<T> accepted, List<Rejected> rejected) {}

    /**
     * Reads a JSON array of objects, one object, objects line by line, or lines of another format.
     *
     * @param object makes a row from an object; an {@link IllegalArgumentException} refuses it
     * @param line makes a row from a line that does not begin with a brace
     * @throws ProblemException when the body as a whole is not readable
     */
    static <T> Rows<T> rows(Context ctx, ObjectMapper json, Function<JsonNode, T> object, Function<String, T> line) {
        requirePlain(ctx);
        String text = new String(ctx.bodyAsBytes(), StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw ProblemException.badBody(
                    "The body is empty. Send a JSON array, one JSON object a line, or line protocol.");
        }
        Rows<T> rows = new Rows<>(new ArrayList<>(), new ArrayList<>());
        if (text.startsWith("[")) {
            readArray(text, json, object, rows);
        } else if (text.startsWith("{") && isOneObject(text, json)) {
            add(rows, 0, () -> object.apply(parse(json, text)));
        } else {
            readLines(text, json, object, line, rows);
        }
        return rows;
    }

    /**
     * Reads a body that is one JSON object.
     *
     * @throws ProblemException when it is {@code null}, which is JSON too
     */
    static <T> T object(Context ctx, ObjectMapper json, Class<T> type) throws JsonProcessingException {
        T object = json.readValue(ctx.body(), type);
        if (object == null) {
            throw ProblemException.badBody("The body is null. Send a JSON object.");
        }
        return object;
    }

    private static void requirePlain(Context ctx) {
        Optional<String> encoding = Optional.ofNullable(ctx.header("Content-Encoding"));
        if (encoding.isPresent() && !encoding.get().equals("identity")) {
            throw ProblemException.badEncoding(
                    "Content-Encoding '" + encoding.get() + "' is not read. Send the body as it is.");
        }
    }

    private static <T> void readArray(String text, ObjectMapper json, Function<JsonNode, T> object, Rows<T> rows) {
        int index = 0;
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode node = json.readTree(parser);
                add(rows, index++, () -> object.apply(node));
            }
            if (parser.nextToken() != null) {
                throw ProblemException.badBody("Something follows the JSON array. Send one array.");
            }
        } catch (JsonProcessingException malformed) {
            throw ProblemException.badBody("The JSON array is malformed after row " + index + place(malformed) + ": "
                    + malformed.getOriginalMessage()
                    + ". Nothing was stored; correct it and send it again.");
        } catch (IOException impossible) {
            throw new IllegalStateException("A text in memory could not be read.", impossible);
        }
    }

    /** Empty where the reader gave up before it knew a place, as it does on text that is nested too deep. */
    private static String place(JsonProcessingException malformed) {
        JsonLocation at = malformed.getLocation();
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static boolean isOneObject(String text, ObjectMapper json) {
        if (text.indexOf('\n') < 0) {
            return true;
        }
        String firstLine = text.substring(0, text.indexOf('\n'));
        try {
            json.readTree(firstLine);
            return false;
        } catch (JsonProcessingException spreadOverLines) {
            return text.endsWith("}") && text.indexOf("\n{") < 0;
        }
    }

    private static <T> void readLines(
            String text, ObjectMapper json, Function<JsonNode, T> object, Function<String, T> line, Rows<T> rows) {
        int index = 0;
        for (String one : (Iterable<String>) text.lines().map(String::strip)::iterator) {
            if (!one.isEmpty() && !one.startsWith("#")) {
                add(rows, index++, () -> one.startsWith("{") ? object.apply(parse(json, one)) : line.apply(one));
            }
        }
    }

    private static JsonNode parse(ObjectMapper json, String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("Malformed JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static <T> void add(Rows<T> rows, int index, Supplier<T> row) {
        try {
            rows.accepted().add(row.get());
        } catch (IllegalArgumentException | DateTimeException wrong) {
            rows.rejected().add(new Rejected(index, String.valueOf(wrong.getMessage())));
        }
    }
}
