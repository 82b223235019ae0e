package org.loadcast.serving.source.tmpo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.loadcast.serving.source.PullLog.Block;
import org.loadcast.serving.source.SourceException;

/**
 * The values of one block: {@code {"h":{"head":[TIME,VALUE],"tail":[TIME,VALUE],"cfg":{...}},"t":[0,..],"v":[0,..]}}, where t and
 * v hold the differences from one to the next, from the head on.
 */
final class TmpoBlock {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Sums of differences, each rounded to a thousandth. */
    private static final double TAIL_MAY_DIFFER = 1.0;

    private final long[] seconds;
    private final double[] values;
    private final Optional<String> unit;

    private TmpoBlock(long[] seconds, double[] values, Optional<String> unit) {
        this.seconds = seconds;
        this.values = values;
        this.unit = unit;
    }

    /**
     * Unpacks a block.
     *
     * @throws IOException when it is broken, with the reason
     */
    static TmpoBlock of(Block block, byte[] gzipped) throws IOException {
        JsonNode head = null;
        double[] times = null;
        double[] values = null;
        try (JsonParser parser =
                new JsonFactory().createParser(new GZIPInputStream(new ByteArrayInputStream(gzipped)))) {
            parser.setCodec(JSON);
            require(parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "h" -> head = parser.readValueAsTree();
                    case "t" -> times = numbers(parser);
                    case "v" -> values = numbers(parser);
                    default -> parser.skipChildren();
                }
            }
        } catch (JsonProcessingException broken) {
            throw new SourceException("its JSON is broken: " + broken.getOriginalMessage(), broken);
        }
        if (head == null || times == null || values == null) {
            throw new SourceException("it lacks h, t or v");
        }
        return of(block, head, times, values);
    }

    private static TmpoBlock of(Block block, JsonNode head, double[] times, double[] values) throws IOException {
        require(
                times.length == values.length && times.length > 0,
                "it has " + times.length + " times and " + values.length + " values");
        long[] seconds = new long[times.length];
        double second = head.path("head").path(0).asDouble(Double.NaN);
        double value = head.path("head").path(1).asDouble(Double.NaN);
        for (int i = 0; i < times.length; i++) {
            second += times[i];
            value += values[i];
            require(second >= block.start() && second < block.end(), "a time lies outside of it");
            require(Double.isFinite(value), "a value is no number");
            seconds[i] = (long) second;
            values[i] = value;
        }
        JsonNode tail = head.path("tail");
        if (tail.size() == 2) {
            boolean fits = Math.abs(tail.path(0).asDouble() - second) < 1
                    && Math.abs(tail.path(1).asDouble() - value) <= TAIL_MAY_DIFFER;
            require(fits, "its differences do not lead to its tail");
        }
        String unit = head.path("cfg").path("unit").asText("");
        return new TmpoBlock(seconds, values, unit.isEmpty() ? Optional.empty() : Optional.of(unit));
    }

    private static double[] numbers(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "t or v is no array");
        double[] numbers = new double[64];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() != null && parser.currentToken().isNumeric(), "t or v has more than numbers");
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = parser.getDoubleValue();
        }
        return Arrays.copyOf(numbers, size);
    }

    private static void require(boolean right, String otherwise) throws SourceException {
        if (!right) {
            throw new SourceException(otherwise);
        }
    }

    int size() {
        return seconds.length;
    }

    long second(int i) {
        return seconds[i];
    }

    double value(int i) {
        return values[i];
    }

    /** The unit that its configuration names. */
    Optional<String> unit() {
        return unit;
    }
}
