package org.loadcast.serving.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The three tables that a book is, in texts: sensors with their sites, access, and group captions.
 *
 * @param name of the table
 * @param columns names of the fields
 * @param rows texts by column; a text that says nothing is absent
 */
public record BookRows(String name, List<String> columns, List<Map<String, String>> rows) {

    /** Names of the tables, in their order. */
    public static final String SENSORS = "Sensors";

    public static final String ACCESS = "Access";
    public static final String GROUPS = "Groups";

    private static final Set<String> SAID_BY_ALL = Set.of(BookReader.SITE);

    /** Every table, without rows. */
    public static List<BookRows> empty() {
        return of(SiteBook.EMPTY);
    }

    /** The tables of a book; what is said of a site stands in the row of its first sensor. */
    public static List<BookRows> of(SiteBook book) {
        List<Map<String, String>> sensors = new ArrayList<>();
        for (SiteConfig site : book.sites()) {
            Map<String, String> ofSite = BookReader.texts(site);
            boolean first = true;
            for (Sensor sensor : site.sensors()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (Map.Entry<String, String> text : ofSite.entrySet()) {
                    if (first || SAID_BY_ALL.contains(text.getKey())) {
                        row.put(text.getKey(), text.getValue());
                    }
                }
                row.putAll(BookReader.texts(sensor));
                sensors.add(spoken(row));
                first = false;
            }
        }
        return List.of(
                new BookRows(
                        SENSORS,
                        Stream.concat(BookReader.SITE_FIELDS.stream(), BookReader.SENSOR_FIELDS.stream())
                                .toList(),
                        sensors),
                new BookRows(
                        ACCESS,
                        BookReader.PERSON_FIELDS,
                        book.people().stream()
                                .map(BookReader::texts)
                                .map(BookRows::spoken)
                                .toList()),
                new BookRows(
                        GROUPS,
                        BookReader.GROUP_FIELDS,
                        book.groups().stream()
                                .map(BookReader::texts)
                                .map(BookRows::spoken)
                                .toList()));
    }

    private static Map<String, String> spoken(Map<String, String> texts) {
        Map<String, String> spoken = new LinkedHashMap<>(texts);
        spoken.values().removeIf(String::isEmpty);
        return spoken;
    }

    /** Hands a row of the table of that name to a reader. */
    public static void read(BookReader reader, String table, BookReader.Entry row) {
        switch (table) {
            case SENSORS -> reader.sensor(row);
            case ACCESS -> reader.person(row);
            case GROUPS -> reader.group(row);
            default -> throw new IllegalArgumentException("There is no table '" + table + "'.");
        }
    }

    /** Columns that a table cannot be without. */
    public static List<String> required(String table) {
        return switch (table) {
            case SENSORS -> List.of(BookReader.SITE, BookReader.METER, BookReader.ROLE);
            case ACCESS -> List.of(BookReader.PERSON, BookReader.GROUPS);
            default -> List.of(BookReader.GROUP);
        };
    }
}
