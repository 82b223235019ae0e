package org.loadcast.serving.ingest.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** Reads rules from settings, telling everything that is wrong with them at once. */
final class MappingReader {

    private static final List<String> VALUE_SETTINGS = List.of(
            "value", "minus", "values", "unit", "kind", "sign", "scale", "span", "columns", "missing", "part", "parts",
            "every", "hold");
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);
    private static final Duration USUAL_HOLD = Duration.ofMinutes(15);

    /** How the payload of a rule is written. */
    private enum Form {
        NUMBER,
        JSON,
        ARRAY,
        CSV
    }

    private enum Sign {
        CONSUMPTION,
        GENERATION
    }

    private enum Missing {
        REFUSE,
        IGNORE
    }

    private final List<String> problems = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Discovery> discoveries = new ArrayList<>();
    private final Sums sums = new Sums();
    private final Map<String, PayloadDecoder> decoders = new TreeMap<>();
    private final Presets presets = Presets.load();

    MappingReader() {
        ServiceLoader.load(PayloadDecoder.class).forEach(decoder -> decoders.putIfAbsent(decoder.name(), decoder));
    }

    /** @throws MappingException with every problem */
    MessageMapping read(JsonNode mapping) {
        if (!mapping.isArray()) {
            problems.add("mqtt.mapping is not a list of rules, such as - preset: tasmota.");
        }
        int index = 0;
        for (JsonNode rule : mapping) {
            readRule(rule, "mqtt.mapping[" + index++ + "]");
        }
        if (!problems.isEmpty()) {
            throw new MappingException(problems);
        }
        rules.addAll(OwnTopics.rules());
        return new MessageMapping(rules, discoveries);
    }

    private void readRule(JsonNode node, String place) {
        JsonNode name = node.isTextual() ? node : node.path("preset");
        if (name.isMissingNode()) {
            rule(new RuleNode(node, place, problems));
            return;
        }
        Optional<List<ObjectNode>> preset = presets.rules(name.asText());
        if (preset.isEmpty()) {
            problems.add(place + ": preset '" + name.asText() + "' is not known. There are: "
                    + String.join(", ", presets.names()) + ".");
            return;
        }
        for (ObjectNode rule : Presets.adapted(preset.get(), node, place, problems)) {
            rule(new RuleNode(rule, place, problems));
        }
    }

    private void rule(RuleNode node) {
        Optional<TopicPattern> topic = topic(node);
        node.text("description");
        Optional<Rule.Format> format;
        if (node.flag("ignore")) {
            format = Optional.of(Rule.IGNORED);
        } else if (node.has("decoder")) {
            format = userDecoder(node);
        } else {
            format = format(node, topic.map(TopicPattern::names).orElse(Set.of()));
        }
        node.finish();
        if (topic.isPresent() && format.isPresent()) {
            rules.add(new Rule(topic.get(), format.get()));
        }
    }

    private static Optional<TopicPattern> topic(RuleNode node) {
        if (!node.has("topic")) {
            node.problem("there is neither topic nor preset. Write for example topic: home/{meter}/power.");
            return Optional.empty();
        }
        return node.text("topic").flatMap(text -> node.attempt(() -> TopicPattern.parse(text)));
    }

    private Optional<Rule.Format> userDecoder(RuleNode node) {
        Optional<PayloadDecoder> decoder = node.text("decoder").map(decoders::get);
        if (decoder.isEmpty()) {
            node.problem("there is no decoder of that name. There are: " + decoders.keySet()
                    + "; name the class in META-INF/services/" + PayloadDecoder.class.getName() + ".");
        }
        return decoder.map(found -> (message, names) -> guarded(found, message));
    }

    /** Code of others may forget that one exception alone may leave a decoder. */
    private static Decoded guarded(PayloadDecoder decoder, Message message) throws UndecodableException {
        try {
            return decoder.decode(message);
        } catch (RuntimeException failed) {
            throw new UndecodableException("Decoder " + decoder.name() + " failed with "
                    + failed.getClass().getSimpleName() + ". Mend the decoder or the sender.");
        }
    }

    private Optional<Rule.Format> format(RuleNode node, Set<String> levels) {
        String form = node.text("format").orElse("");
        MeterTemplate meter = node.text("meter")
                .flatMap(text -> node.attempt(() -> new MeterTemplate(text)))
                .orElseGet(() -> new MeterTemplate("{meter}"));
        TimeSource time = time(node);
        return switch (form) {
            case "sparkplug-b" -> Optional.of(new SparkplugFormat(metrics(node), meterIfGiven(node, meter)));
            case "shelly-rpc", "shelly-status" -> Optional.of(new ShellyFormat(meter));
            case "known-fields" ->
                Optional.of(new KnownFields(meter, time, unit(node).orElse(Unit.W)));
            case "emon" -> Optional.of(new EmonFormat());
            case "statestream" -> Optional.of(states(node));
            case "discovery" -> Optional.of(discovery(node));
            default -> values(node, meter, time, levels);
        };
    }

    private static Optional<MeterTemplate> meterIfGiven(RuleNode node, MeterTemplate meter) {
        return node.has("meter") ? Optional.of(meter) : Optional.empty();
    }

    /** All state topics of one statestream preset share what they have learnt; rules of a preset follow each other. */
    private Rule.Format states(RuleNode node) {
        node.has("zone");
        for (Rule rule : rules) {
            if (rule.format() instanceof StateStream stream) {
                return stream;
            }
        }
        return new StateStream();
    }

    private Rule.Format discovery(RuleNode node) {
        node.has("zone");
        if (discoveries.isEmpty()) {
            discoveries.add(new Discovery());
        }
        return discoveries.get(0);
    }

    private Optional<Rule.Format> values(RuleNode node, MeterTemplate meter, TimeSource time, Set<String> levels) {
        Optional<Form> form = node.parsed(
                "format",
                text -> Form.valueOf(text.toUpperCase(Locale.ROOT)),
                "one of number, json, array, csv, sparkplug-b");
        if (!node.has("format")) {
            node.problem("format is missing. Use number, json, array, csv or sparkplug-b.");
        }
        if (form.isEmpty()) {
            VALUE_SETTINGS.forEach(node::has);
            return Optional.empty();
        }
        List<String> columns = node.texts("columns");
        boolean textOnly = form.filter(Form.NUMBER::equals).isPresent();
        List<Value> values = new ArrayList<>();
        if (node.has("values")) {
            node.children("values").forEach(child -> {
                value(child, textOnly).ifPresent(values::add);
                child.finish();
            });
        } else {
            value(node, textOnly).ifPresent(values::add);
        }
        boolean lenient = node.choice("missing", Missing.class).orElse(Missing.REFUSE) == Missing.IGNORE;
        Optional<ValueFormat.Part> part = part(node);
        if (textOnly && !levels.containsAll(meter.names())) {
            node.problem("meter '" + meter.text() + "' asks for levels that the topic does not name: it has " + levels
                    + ". Name one, such as home/{meter}/power, or write meter: a-name.");
        }
        if (form.filter(Form.CSV::equals).isPresent() == columns.isEmpty()) {
            node.problem("columns are needed by format csv and by no other.");
        }
        return form.map(kind -> new ValueFormat(rows(kind, columns), meter, time, values, lenient, part));
    }

    private static Rows rows(Form form, List<String> columns) {
        return switch (form) {
            case NUMBER -> Rows.number();
            case JSON -> Rows.json();
            case ARRAY -> Rows.array();
            case CSV -> Rows.csv(columns);
        };
    }

    private static Optional<Value> value(RuleNode node, boolean textOnly) {
        List<JsonPointer> plus = node.pointers("value");
        List<JsonPointer> minus = node.pointers("minus");
        if (textOnly && node.has("value")) {
            node.problem("value is for json, array and csv; a number is the payload as a whole.");
        } else if (!textOnly && plus.isEmpty()) {
            node.problem("value is missing: a JSON pointer such as /ENERGY/Power, or a list of them that is summed.");
        }
        List<JsonPointer> places = textOnly ? List.of(JsonPointer.empty()) : plus;
        String unit = node.text("unit").orElse("");
        if (unit.startsWith("/")) {
            Optional<Quantity> quantity = node.has("kind") ? quantity(node, Optional.empty()) : signed(node);
            return node.pointers("unit").stream()
                    .findFirst()
                    .map(at -> Value.withUnitAt(places, minus, at, quantity.orElse(null)));
        }
        Optional<Unit> known = unit(node);
        if (!node.has("unit")) {
            node.problem("unit is missing. Use one of " + Unit.symbols() + ", or a pointer to it such as /2.");
        }
        Optional<Quantity> quantity = quantity(node, known);
        return known.flatMap(is -> quantity.map(what -> Value.of(places, minus, is, what)));
    }

    /** Sign and scale make no sense where the unit of each message tells what it is. */
    private static Optional<Quantity> signed(RuleNode node) {
        if (node.has("sign") || node.has("scale")) {
            node.problem("sign and scale need a kind: power, counter or delta.");
        }
        return Optional.empty();
    }

    private static Optional<Unit> unit(RuleNode node) {
        return node.parsed(
                "unit", text -> Unit.of(text).orElseThrow(IllegalArgumentException::new), "one of " + Unit.symbols());
    }

    private static Optional<Quantity> quantity(RuleNode node, Optional<Unit> unit) {
        Optional<Kind> kind = node.choice("kind", Kind.class)
                .or(() -> node.has("kind")
                        ? Optional.empty()
                        : unit.map(known -> Quantity.usual(known).kind()));
        boolean generation = node.choice("sign", Sign.class).orElse(Sign.CONSUMPTION) == Sign.GENERATION;
        double factor = node.number("scale", 1) * (generation ? -1 : 1);
        Duration span = node.duration("span", Duration.ZERO);
        if (kind.isPresent()
                && unit.isPresent()
                && kind.get().isEnergy() != unit.get().isEnergy()) {
            node.problem("unit " + unit.get() + " does not fit kind "
                    + kind.get().name().toLowerCase(Locale.ROOT)
                    + ": power is in W or kW, counter and delta are in Wh or kWh.");
            return Optional.empty();
        }
        if (kind.isPresent() && kind.get() == Kind.DELTA == span.isZero()) {
            node.problem("span, such as PT15M, is needed by kind delta and by no other.");
            return Optional.empty();
        }
        return kind.map(known -> new Quantity(known, factor, span));
    }

    private static TimeSource time(RuleNode node) {
        List<JsonPointer> pointers = new ArrayList<>();
        boolean received = !node.has("time");
        for (String text : node.texts("time")) {
            if (text.equals("receive")) {
                received = true;
            } else {
                node.attempt(() -> JsonPointer.compile(text)).ifPresent(pointers::add);
            }
        }
        TimeSource.Format format =
                node.choice("time_format", TimeSource.Format.class).orElse(TimeSource.Format.AUTO);
        return new TimeSource(List.copyOf(pointers), received, format, node.zone("zone"));
    }

    private Optional<ValueFormat.Part> part(RuleNode node) {
        Set<String> parts = new LinkedHashSet<>(node.texts("parts"));
        Sums.Rule rule =
                new Sums.Rule(parts, node.duration("every", USUAL_INTERVAL), node.duration("hold", USUAL_HOLD));
        Optional<String> name = node.text("part");
        if (name.isPresent() == parts.isEmpty()) {
            node.problem("part, such as {phase}, and parts, such as [L1, L2, L3], belong together.");
            return Optional.empty();
        }
        return name.flatMap(text -> node.attempt(() -> new ValueFormat.Part(text, rule, sums)));
    }

    private static Map<String, SparkplugFormat.Metric> metrics(RuleNode node) {
        Map<String, SparkplugFormat.Metric> metrics = new LinkedHashMap<>();
        for (RuleNode child : node.children("metrics")) {
            Optional<String> name = child.text("name");
            Optional<Unit> unit = unit(child);
            Optional<Quantity> quantity = quantity(child, unit);
            if (name.isEmpty() || unit.isEmpty()) {
                child.problem("a metric needs a name and a unit, such as {name: Energy/Power, unit: kW}.");
            }
            child.finish();
            if (name.isPresent() && unit.isPresent() && quantity.isPresent()) {
                metrics.put(name.get(), new SparkplugFormat.Metric(unit.get(), quantity.get()));
            }
        }
        return metrics;
    }
}
