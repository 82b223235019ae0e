package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simple ones of Home Assistant's value templates: {@code {{ value_json.energy['power'] | float(0) / 1000 }}}.
 *
 * @param place where the value stands in a JSON payload; empty when the payload is the value
 * @param factor what it is multiplied by
 */
record ValueTemplate(Optional<JsonPointer> place, double factor) {

    private static final int LONGEST = 300;
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\d{1,4}))\\s*]");
    private static final String FILTERS =
            "(?:\\s*\\|\\s*(?:float|int|round|is_defined|default)\\s*(?:\\([^()]*\\))?)*+";
    private static final Pattern FORM = Pattern.compile("\\(?\\s*(value_json((?:\\.\\w+|\\[[^\\[\\]]*])*+)|value)"
            + FILTERS + "\\s*\\)?\\s*(?:([*/])\\s*([0-9.]+))?\\s*\\)?" + FILTERS + "\\s*");

    /** The payload as it is. */
    static final ValueTemplate PLAIN = new ValueTemplate(Optional.empty(), 1);

    /** A template that is simple enough; empty for any other. */
    static Optional<ValueTemplate> parse(String text) {
        String stripped = text.strip();
        if (stripped.length() > LONGEST || !stripped.startsWith("{{") || !stripped.endsWith("}}")) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(stripped.substring(2, stripped.length() - 2));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double factor = 1;
        if (matcher.group(3) != null) {
            Optional<Double> operand = Numbers.parse(matcher.group(4)).filter(number -> number > 0);
            if (operand.isEmpty()) {
                return Optional.empty();
            }
            factor = matcher.group(3).equals("*") ? operand.get() : 1 / operand.get();
        }
        if (matcher.group(1).equals("value")) {
            return Optional.of(new ValueTemplate(Optional.empty(), factor));
        }
        return Optional.of(new ValueTemplate(Optional.of(pointer(matcher.group(2))), factor));
    }

    private static JsonPointer pointer(String steps) {
        StringBuilder path = new StringBuilder();
        Matcher matcher = STEP.matcher(steps);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    path.append('/')
                            .append(matcher.group(group).replace("~", "~0").replace("/", "~1"));
                }
            }
        }
        return JsonPointer.compile(path.toString());
    }

    /** The number of a payload; empty when there is none, as for a sensor that is away. */
    Optional<Double> read(Message message) throws UndecodableException {
        JsonNode node = place.isPresent()
                ? JsonPayload.parse(message).at(place.get())
                : JsonNodeFactory.instance.textNode(message.payload().text());
        return Numbers.of(node).map(number -> number * factor);
    }
}
