package org.loadcast.serving.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.loadcast.serving.access.Person;

/** What is another between two books, in lines for people: {@code changed site home: sensor roof role production, was net}. */
final class BookDifferences {

    private final SiteBook before;
    private final SiteBook after;
    private final List<String> lines = new ArrayList<>();

    private BookDifferences(SiteBook before, SiteBook after) {
        this.before = before;
        this.after = after;
    }

    /** In the order sites, groups, people; empty when both say the same. */
    static List<String> between(SiteBook before, SiteBook after) {
        BookDifferences differences = new BookDifferences(before, after);
        differences.all();
        return List.copyOf(differences.lines);
    }

    private void all() {
        compare("site", before.sites(), after.sites(), SiteConfig::id, BookDifferences::changed);
        compare(
                "group",
                before.groups(),
                after.groups(),
                MeterGroup::id,
                (old, now) -> fields(BookReader.texts(old), BookReader.texts(now)));
        compare(
                "access of",
                before.people(),
                after.people(),
                Person::name,
                (old, now) -> fields(BookReader.texts(old), BookReader.texts(now)));
    }

    private interface Detail<T> {
        List<String> between(T before, T after);
    }

    private <T> void compare(String what, List<T> before, List<T> after, Function<T, String> id, Detail<T> detail) {
        Map<String, T> old = byId(before, id);
        Map<String, T> now = byId(after, id);
        TreeSet<String> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        for (String one : all) {
            T first = old.get(one);
            T second = now.get(one);
            if (first == null) {
                lines.add("new " + what + " " + one);
            } else if (second == null) {
                lines.add("removed " + what + " " + one);
            } else if (!first.equals(second)) {
                lines.add("changed " + what + " " + one + ": " + String.join("; ", detail.between(first, second)));
            }
        }
    }

    private static <T> Map<String, T> byId(List<T> entries, Function<T, String> id) {
        Map<String, T> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(id.apply(entry), entry));
        return byId;
    }

    private static List<String> changed(SiteConfig before, SiteConfig after) {
        List<String> changes = new ArrayList<>(fields(BookReader.texts(before), BookReader.texts(after)));
        Map<String, Sensor> old =
                byId(before.sensors(), sensor -> sensor.meter().value());
        Map<String, Sensor> now = byId(after.sensors(), sensor -> sensor.meter().value());
        now.forEach((meter, sensor) -> {
            Sensor known = old.get(meter);
            if (known == null) {
                changes.add("new sensor " + meter + ", " + sensor.role().label());
            } else {
                fields(BookReader.texts(known), BookReader.texts(sensor))
                        .forEach(field -> changes.add("sensor " + meter + " " + field));
            }
        });
        old.keySet().stream()
                .filter(meter -> !now.containsKey(meter))
                .forEach(meter -> changes.add("sensor " + meter + " removed"));
        return changes.isEmpty() ? List.of("order of its sensors") : changes;
    }

    /** Fields whose texts differ, each with both texts. */
    private static List<String> fields(Map<String, String> before, Map<String, String> after) {
        return after.keySet().stream()
                .filter(field -> !shown(before, field).equals(shown(after, field)))
                .map(field -> field + " " + shown(after, field) + ", was " + shown(before, field))
                .toList();
    }

    private static String shown(Map<String, String> texts, String field) {
        String text = texts.getOrDefault(field, "");
        return text.isEmpty() ? "none" : text.replace(";", ", ");
    }
}
