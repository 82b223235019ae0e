package org.loadcast.serving.site;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.loadcast.serving.access.Person;

/**
 * A book as a tree of JSON or YAML:
 *
 * <pre>{@code
 * groups:
 *   - { id: north, caption: Northern town }
 * people:
 *   - { name: anna, role: viewer, groups: [north] }
 * sites:
 *   - id: home
 *     time_zone: Europe/Amsterdam
 *     groups: [north]
 *     sensors:
 *       - { meter_id: main, role: net }
 *       - { meter_id: roof, role: production, sign: inverted, from: 2023-06-01 }
 * }</pre>
 */
public final class SiteBookJson {

    private static final String SITES = "sites";
    private static final String GROUPS = "groups";
    private static final String PEOPLE = "people";
    private static final String SENSORS = "sensors";
    private static final String ID = "id";
    private static final String NAME = "name";

    private static final Set<String> LISTS = Set.of(BookReader.GROUPS, BookReader.METERS, BookReader.WEATHER_LOCATIONS);
    private static final Set<String> NUMBERS = Set.of(BookReader.LATITUDE, BookReader.LONGITUDE);

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    private final BookReader reader;

    private SiteBookJson(Map<String, ZoneId> clocks) {
        reader = new BookReader(clocks);
    }

    /**
     * Reads a whole book from JSON or YAML.
     *
     * @param clocks of the meters that are known, by id
     * @throws SiteBookException with every problem
     */
    public static BookReader.Read read(String text, Map<String, ZoneId> clocks) {
        SiteBookJson json = new SiteBookJson(clocks);
        json.book(tree(text));
        return json.reader.finish();
    }

    /**
     * A tree of JSON or YAML.
     *
     * @throws SiteBookException when the text is neither
     */
    public static JsonNode tree(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new SiteBookException(
                    List.of("The text is neither JSON nor YAML: " + malformed.getOriginalMessage()));
        }
    }

    /**
     * Reads one site.
     *
     * @param id of the site, whatever the text says of it
     * @param book whose groups it may name
     */
    public static SiteConfig site(String id, String text, SiteBook book, Map<String, ZoneId> clocks) {
        SiteBookJson json = new SiteBookJson(clocks);
        json.knowGroups(book);
        JsonNode tree = json.withId(tree(text), ID, id);
        json.site("site", tree);
        return json.reader.finish().book().site(id).orElseThrow();
    }

    /** Reads one group. */
    public static MeterGroup group(String id, String text) {
        SiteBookJson json = new SiteBookJson(Map.of());
        json.entry("group", json.withId(tree(text), ID, id), BookRows.GROUPS, BookReader.GROUP, ID);
        return json.reader.finish().book().group(id).orElseThrow();
    }

    /** Reads one person. */
    public static Person person(String name, String text, SiteBook book) {
        SiteBookJson json = new SiteBookJson(Map.of());
        json.knowGroups(book);
        json.entry("person", json.withId(tree(text), NAME, name), BookRows.ACCESS, BookReader.PERSON, NAME);
        return json.reader.finish().book().person(name).orElseThrow();
    }

    private void knowGroups(SiteBook book) {
        for (JsonNode group : write(book).get(GROUPS)) {
            entry("", group, BookRows.GROUPS, BookReader.GROUP, ID);
        }
    }

    private JsonNode withId(JsonNode tree, String field, String id) {
        if (!(tree instanceof ObjectNode object)) {
            throw new SiteBookException(List.of("The body is " + kind(tree) + ". Send an object."));
        }
        String said = object.path(field).asText(id);
        if (!said.equals(id)) {
            throw new SiteBookException(List.of(
                    field + " '" + said + "' differs from the address '" + id + "'. Leave it out or make it equal."));
        }
        return object.put(field, id);
    }

    private void book(JsonNode tree) {
        if (!tree.isObject()) {
            throw new SiteBookException(
                    List.of("A configuration is an object with sites, groups and people, not " + kind(tree) + "."));
        }
        requireFields("the configuration", tree, Set.of(SITES, GROUPS, PEOPLE));
        for (Item group : items(tree, GROUPS)) {
            entry(group.place(), group.node(), BookRows.GROUPS, BookReader.GROUP, ID);
        }
        for (Item person : items(tree, PEOPLE)) {
            entry(person.place(), person.node(), BookRows.ACCESS, BookReader.PERSON, NAME);
        }
        for (Item site : items(tree, SITES)) {
            site(site.place(), site.node());
        }
    }

    private record Item(String place, JsonNode node) {}

    private List<Item> items(JsonNode tree, String field) {
        JsonNode array = tree.path(field);
        List<Item> items = new ArrayList<>();
        if (array.isArray()) {
            for (JsonNode node : array) {
                String place = field + "[" + items.size() + "]";
                items.add(new Item(place, node));
            }
        } else if (!array.isMissingNode() && !array.isNull()) {
            reader.problem(field, "There is " + kind(array) + ". Write a list.");
        }
        return items;
    }

    private void entry(String place, JsonNode node, String table, String idField, String idName) {
        if (!node.isObject()) {
            reader.problem(place, "There is " + kind(node) + ". Write an object.");
            return;
        }
        List<String> fields = table.equals(BookRows.GROUPS) ? BookReader.GROUP_FIELDS : BookReader.PERSON_FIELDS;
        requireFields(place, node, names(fields, idField, idName));
        BookRows.read(reader, table, new Node(place, node, Map.of(idField, idName)));
    }

    private static Set<String> names(List<String> fields, String idField, String idName) {
        Set<String> names = new TreeSet<>(fields);
        names.remove(idField);
        names.add(idName);
        return names;
    }

    private void site(String place, JsonNode node) {
        if (!node.isObject()) {
            reader.problem(place, "There is " + kind(node) + ". Write an object.");
            return;
        }
        Set<String> fields = names(BookReader.SITE_FIELDS, BookReader.SITE, ID);
        fields.add(SENSORS);
        requireFields(place, node, fields);
        Node site = new Node(place, node, Map.of(BookReader.SITE, ID));
        List<Item> sensors = items(node, SENSORS);
        if (sensors.isEmpty()) {
            reader.problem(place + "." + SENSORS, "A site needs a sensor. Write {meter_id: ..., role: net}.");
        }
        for (Item item : sensors) {
            String where = place + "." + item.place();
            if (!item.node().isObject()) {
                reader.problem(where, "There is " + kind(item.node()) + ". Write {meter_id: ..., role: net}.");
            } else {
                requireFields(where, item.node(), new TreeSet<>(BookReader.SENSOR_FIELDS));
                Node sensor = new Node(where, item.node(), Map.of());
                reader.sensor(new OfSite(site, sensor));
            }
        }
    }

    /** A sensor, and the site around it. */
    private record OfSite(Node site, Node sensor) implements BookReader.Entry {
        @Override
        public Optional<String> text(String field) {
            return of(field).text(field);
        }

        @Override
        public String place(String field) {
            return of(field).place(field);
        }

        private Node of(String field) {
            return BookReader.SITE_FIELDS.contains(field) ? site : sensor;
        }
    }

    /** An object; {@code names} are its names of fields where they differ. */
    private record Node(String where, JsonNode node, Map<String, String> names) implements BookReader.Entry {
        @Override
        public Optional<String> text(String field) {
            JsonNode value = node.path(names.getOrDefault(field, field));
            if (value.isArray()) {
                List<String> parts = new ArrayList<>();
                value.forEach(part -> parts.add(part.asText()));
                return Optional.of(String.join(";", parts)).filter(text -> !text.isBlank());
            }
            return value.isValueNode() && !value.isNull()
                    ? Optional.of(value.asText().strip()).filter(text -> !text.isEmpty())
                    : Optional.empty();
        }

        @Override
        public String place(String field) {
            return where + "." + names.getOrDefault(field, field);
        }
    }

    private void requireFields(String where, JsonNode tree, Set<String> known) {
        tree.properties().stream()
                .filter(field -> !known.contains(field.getKey()))
                .forEach(field -> reader.problem(
                        where,
                        "Field '" + field.getKey() + "' is not known. There are "
                                + String.join(", ", new TreeSet<>(known)) + "."));
    }

    private static String kind(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "nothing";
        }
        return node.isContainerNode() ? (node.isArray() ? "a list" : "an object") : "'" + node.asText() + "'";
    }

    /** The same tree that {@link #read} reads. */
    public static ObjectNode write(SiteBook book) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ArrayNode groups = tree.putArray(GROUPS);
        book.groups().forEach(group -> groups.add(write(group)));
        ArrayNode people = tree.putArray(PEOPLE);
        book.people().forEach(person -> people.add(write(person)));
        ArrayNode sites = tree.putArray(SITES);
        book.sites().forEach(site -> sites.add(write(site)));
        return tree;
    }

    /** A book as YAML. */
    public static String yaml(SiteBook book) {
        try {
            return YAML.writeValueAsString(write(book));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree cannot be written as YAML.", impossible);
        }
    }

    public static ObjectNode write(MeterGroup group) {
        return object(BookReader.texts(group), BookReader.GROUP, ID);
    }

    public static ObjectNode write(Person person) {
        return object(BookReader.texts(person), BookReader.PERSON, NAME);
    }

    public static ObjectNode write(SiteConfig site) {
        ObjectNode tree = object(BookReader.texts(site), BookReader.SITE, ID);
        ArrayNode sensors = tree.putArray(SENSORS);
        site.sensors().forEach(sensor -> sensors.add(object(BookReader.texts(sensor), "", "")));
        return tree;
    }

    private static ObjectNode object(Map<String, String> texts, String idField, String idName) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        texts.forEach((field, text) -> {
            String name = field.equals(idField) ? idName : field;
            if (LISTS.contains(field)) {
                ArrayNode list = object.putArray(name);
                List.of(text.split(";")).stream()
                        .filter(part -> !part.isEmpty())
                        .forEach(list::add);
            } else if (!text.isEmpty() && NUMBERS.contains(field)) {
                object.put(name, Double.parseDouble(text));
            } else if (!text.isEmpty()) {
                object.put(name, text);
            }
        });
        return object;
    }
}
