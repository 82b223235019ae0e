package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The settings of one rule; collects what is wrong with them and goes on. */
final class RuleNode {

    private static final Duration LONGEST = Duration.ofDays(31);

    private final JsonNode node;
    private final String place;
    private final List<String> problems;
    private final Set<String> known = new HashSet<>();

    RuleNode(JsonNode node, String place, List<String> problems) {
        this.node = node;
        this.place = place;
        this.problems = problems;
    }

    boolean has(String name) {
        known.add(name);
        return !node.path(name).isMissingNode() && !node.path(name).isNull();
    }

    Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = node.path(name);
        if (!value.isValueNode() || value.asText().isBlank()) {
            problem(name + " is not a text.");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    /** The texts of a list, or the one text; empty when it is not there. */
    List<String> texts(String name) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode value = node.path(name);
        List<String> texts = new ArrayList<>();
        (value.isArray() ? value : List.of(value)).forEach(one -> {
            if (one.isValueNode() && !one.isNull()) {
                texts.add(one.asText());
            } else {
                problem(name + " is not a text or a list of texts.");
            }
        });
        return texts;
    }

    /** The nodes of a list under {@code name}, each as settings of its own. */
    List<RuleNode> children(String name) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode value = node.path(name);
        if (!value.isArray() || value.isEmpty()) {
            problem(name + " is not a list with something in it.");
            return List.of();
        }
        List<RuleNode> children = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            children.add(new RuleNode(value.get(i), place + "." + name + "[" + i + "]", problems));
        }
        return children;
    }

    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (!node.path(name).isBoolean()) {
            problem(name + " is neither true nor false.");
        }
        return node.path(name).asBoolean();
    }

    double number(String name, double fallback) {
        Optional<String> text = text(name);
        Optional<Double> number = text.flatMap(Numbers::parse).filter(value -> value != 0);
        if (text.isPresent() && number.isEmpty()) {
            problem(name + " '" + text.get() + "' is not a number other than 0.");
        }
        return number.orElse(fallback);
    }

    /** A whole number of seconds, at most a month. */
    Duration duration(String name, Duration fallback) {
        return parsed(
                        name,
                        text -> {
                            Duration duration = Duration.parse(text);
                            if (duration.toSeconds() < 1
                                    || duration.getNano() != 0
                                    || duration.compareTo(LONGEST) > 0) {
                                throw new IllegalArgumentException("it is not whole seconds, at most 31 days");
                            }
                            return duration;
                        },
                        "a duration such as PT15M")
                .orElse(fallback);
    }

    ZoneId zone(String name) {
        return parsed(name, ZoneId::of, "a zone such as Europe/Madrid").orElse(ZoneId.of("UTC"));
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        String choices = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return parsed(name, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)), "one of " + choices);
    }

    List<JsonPointer> pointers(String name) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (String text : texts(name)) {
            try {
                pointers.add(JsonPointer.compile(text));
            } catch (IllegalArgumentException wrong) {
                problem(name + " '" + text + "' is not a JSON pointer such as /ENERGY/Power.");
            }
        }
        return pointers;
    }

    /** What {@code parser} makes of a text; what it throws is a problem. */
    <T> Optional<T> parsed(String name, Function<String, T> parser, String expected) {
        Optional<String> text = text(name);
        try {
            return text.map(parser);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException wrong) {
            problem(name + " '" + text.orElse("") + "' is not " + expected + ".");
            return Optional.empty();
        }
    }

    /** What {@code make} makes; the message of what it throws is a problem. */
    <T> Optional<T> attempt(Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException wrong) {
            problem(String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    void problem(String text) {
        problems.add(place + ": " + text);
    }

    /** Names every setting that nobody asked for. */
    void finish() {
        if (!node.isObject()) {
            problem("it is not a group of settings such as {topic: home/{meter}/power, unit: W}.");
            return;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem("setting " + name + " is not known here. There are: " + String.join(", ", new TreeSet<>(known))
                        + ".");
            }
        });
    }
}
