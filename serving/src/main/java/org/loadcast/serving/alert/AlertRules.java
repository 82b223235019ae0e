package org.loadcast.serving.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the rules of {@code alerts.rules}: a list of groups with {@code when}, the settings of that condition, and optionally
 * {@code name}, {@code meters}, {@code groups}, {@code categories}, {@code urgent}.
 */
public final class AlertRules {

    private static final Duration DAY = Duration.ofDays(1);

    /** The rules that need no limits, for every meter. */
    public static final List<AlertRule> USUAL = Stream.of(
                    new SilentMeter(Duration.ofHours(2)),
                    new MissingData(0.2, DAY),
                    new OddValues("wrong-sign", DAY),
                    new OddValues("night-generation", DAY),
                    new OddValues("flatline", DAY),
                    new OddValues("spike", DAY),
                    new CounterResets(DAY),
                    new ClockDrift(Duration.ofMinutes(45)),
                    new AccuracyDrift(1.5, Duration.ofDays(7)))
            .map(AlertRule::forAll)
            .toList();

    private final List<String> problems = new ArrayList<>();

    private AlertRules() {}

    /**
     * The rules.
     *
     * @throws IllegalArgumentException with every problem at once
     */
    public static List<AlertRule> parse(JsonNode node) {
        AlertRules reader = new AlertRules();
        List<AlertRule> rules = reader.rules(node);
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", reader.problems));
        }
        return rules;
    }

    private List<AlertRule> rules(JsonNode node) {
        List<AlertRule> rules = new ArrayList<>();
        if (!node.isArray()) {
            problems.add("alerts.rules is not a list. Begin each rule with '- when: forecast-peak'");
            return rules;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < node.size(); i++) {
            Fields fields = new Fields("alerts.rules[" + (i + 1) + "]", node.get(i));
            try {
                AlertRule rule = rule(fields);
                if (!names.add(rule.name())) {
                    fields.problem("name '" + rule.name() + "' is that of another rule. Give each its own");
                }
                rules.add(rule);
            } catch (IllegalArgumentException wrong) {
                fields.problem(String.valueOf(wrong.getMessage()));
            }
            fields.finish();
        }
        return rules;
    }

    private static AlertRule rule(Fields fields) {
        String when = fields.text("when", "");
        String name = fields.text("name", when);
        Set<String> meters = fields.words("meters");
        Set<String> groups = fields.words("groups");
        Set<String> categories = fields.words("categories");
        boolean urgent = Boolean.parseBoolean(fields.text("urgent", "false"));
        return new AlertRule(name, condition(when, fields), meters, groups, categories, urgent);
    }

    private static Condition condition(String when, Fields fields) {
        return switch (when) {
            case MissingData.KIND -> new MissingData(fields.number("share", 0.2), fields.span("window", DAY));
            case SilentMeter.KIND -> new SilentMeter(fields.span("after", Duration.ofHours(2)));
            case CounterResets.KIND -> new CounterResets(fields.span("window", DAY));
            case ClockDrift.KIND -> new ClockDrift(fields.span("tolerance", Duration.ofMinutes(45)));
            case HighLevel.KIND -> new HighLevel(fields.span("window", Duration.ofHours(1)));
            case ForecastPeak.KIND ->
                new ForecastPeak(fields.number("limit_kw", Double.NaN), fields.number("quantile", 0.5));
            case ForecastBand.KIND -> new ForecastBand(fields.number("capacity_kw", Double.NaN));
            case AccuracyDrift.KIND ->
                new AccuracyDrift(fields.number("factor", 1.5), fields.span("window", Duration.ofDays(7)));
            default -> oddValues(when, fields);
        };
    }

    private static Condition oddValues(String when, Fields fields) {
        if (OddValues.kinds().contains(when)) {
            return new OddValues(when, fields.span("window", DAY));
        }
        Set<String> known = new TreeSet<>(OddValues.kinds());
        known.addAll(List.of(
                MissingData.KIND,
                SilentMeter.KIND,
                CounterResets.KIND,
                ClockDrift.KIND,
                HighLevel.KIND,
                ForecastPeak.KIND,
                ForecastBand.KIND,
                AccuracyDrift.KIND));
        throw new IllegalArgumentException(
                "when '" + when + "' is not known. Use one of " + String.join(", ", known) + ".");
    }

    /** One rule as it is written. */
    private final class Fields {

        private final String where;
        private final JsonNode node;
        private final Set<String> asked = new LinkedHashSet<>();

        Fields(String where, JsonNode node) {
            this.where = where;
            this.node = node;
        }

        void problem(String what) {
            problems.add(where + ": " + what);
        }

        String text(String name, String fallback) {
            asked.add(name);
            return node.path(name).asText(fallback);
        }

        double number(String name, double fallback) {
            String text = text(name, "");
            try {
                return text.isEmpty() ? fallback : Double.parseDouble(text);
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(name + " '" + text + "' is not a number.", notANumber);
            }
        }

        Duration span(String name, Duration fallback) {
            String text = text(name, "");
            try {
                return text.isEmpty() ? fallback : Duration.parse(text);
            } catch (DateTimeParseException notASpan) {
                throw new IllegalArgumentException(
                        name + " '" + text + "' is not an ISO duration. Use for example PT2H.", notASpan);
            }
        }

        Set<String> words(String name) {
            asked.add(name);
            Set<String> words = new TreeSet<>();
            JsonNode value = node.path(name);
            value.forEach(word -> words.add(word.asText()));
            if (value.isTextual()) {
                words.add(value.asText());
            }
            return words;
        }

        void finish() {
            node.fieldNames().forEachRemaining(name -> {
                if (!asked.contains(name)) {
                    problem(name + " is not known here; use " + String.join(", ", asked));
                }
            });
        }
    }
}
