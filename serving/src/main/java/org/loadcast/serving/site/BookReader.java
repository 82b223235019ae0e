package org.loadcast.serving.site;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.serving.access.Person;
import org.loadcast.serving.access.Role;

/**
 * Makes a book of rows of fields, wherever these come from, and collects everything that is wrong with the place where it stands. A
 * site is said in the rows of its sensors: what is said of it in one need not be said again. Not thread-safe.
 */
public final class BookReader {

    static final String SITE = "site";
    static final String CAPTION = "caption";
    static final String TIME_ZONE = "time_zone";
    static final String COUNTRY = "country";
    static final String CATEGORY = "category";
    static final String LATITUDE = "latitude";
    static final String LONGITUDE = "longitude";
    static final String WEATHER_LOCATIONS = "weather_locations";
    static final String GROUPS = "groups";
    static final String METER = "meter_id";
    static final String ROLE = "role";
    static final String PHASE = "phase";
    static final String SIGN = "sign";
    static final String FROM = "from";
    static final String UNTIL = "until";
    static final String GROUP = "group";
    static final String METERS = "meters";
    static final String PERSON = "person";

    /** The fields of a site, which stand in the rows of its sensors. */
    static final List<String> SITE_FIELDS =
            List.of(SITE, CAPTION, TIME_ZONE, COUNTRY, CATEGORY, LATITUDE, LONGITUDE, WEATHER_LOCATIONS, GROUPS);

    /** The fields of a sensor alone. */
    static final List<String> SENSOR_FIELDS = List.of(METER, ROLE, PHASE, SIGN, FROM, UNTIL);

    static final List<String> GROUP_FIELDS = List.of(GROUP, CAPTION, METERS);
    static final List<String> PERSON_FIELDS = List.of(PERSON, ROLE, GROUPS);

    private static final String INVERTED = "inverted";
    private static final String NORMAL = "normal";

    /** One row: texts by field, and the place where each stands. */
    public interface Entry {

        /** A text that is not blank; several values have semicolons between them. */
        Optional<String> text(String field);

        /** For people, such as {@code Sensors!F7}; of a field that is not there, where it should be. */
        String place(String field);
    }

    /**
     * A book, and where its entries were said.
     *
     * @param places by subject, see {@link #subject}
     */
    public record Read(SiteBook book, Map<String, String> places) {

        static String subject(String kind, String id) {
            return kind + " " + id;
        }

        /** {@code problem} with the place of its subject before it, where that is known. */
        public String placed(String subject, String problem) {
            String place = places.get(subject);
            return place == null ? problem : place + ": " + problem;
        }
    }

    private final Map<String, ZoneId> clocks;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, List<Entry>> rowsOfSite = new LinkedHashMap<>();
    private final List<Entry> groupRows = new ArrayList<>();
    private final List<Entry> personRows = new ArrayList<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    /** @param clocks of the meters that are known, by id; dates of a site without a zone of its own stand on one of them */
    public BookReader(Map<String, ZoneId> clocks) {
        this.clocks = Map.copyOf(clocks);
    }

    /** Something that is wrong whatever the entries say. */
    public void problem(String place, String problem) {
        problems.add(place + ": " + problem);
    }

    /** A row of the sheet of sensors. */
    public void sensor(Entry row) {
        required(row, SITE)
                .ifPresent(site -> rowsOfSite
                        .computeIfAbsent(site, id -> new ArrayList<>())
                        .add(row));
    }

    public void group(Entry row) {
        groupRows.add(row);
    }

    public void person(Entry row) {
        personRows.add(row);
    }

    /**
     * The book.
     *
     * @throws SiteBookException with every problem
     */
    public Read finish() {
        List<MeterGroup> groups = new ArrayList<>();
        groupRows.forEach(row -> group(row, groups));
        Set<String> known = new TreeSet<>(groups.stream().map(MeterGroup::id).toList());
        List<SiteConfig> sites = new ArrayList<>();
        Map<MeterId, String> placeOfMeter = new LinkedHashMap<>();
        rowsOfSite.forEach((id, rows) -> site(id, rows, known, placeOfMeter).ifPresent(sites::add));
        List<Person> people = new ArrayList<>();
        personRows.forEach(row -> person(row, known, people));
        if (!problems.isEmpty()) {
            throw new SiteBookException(problems);
        }
        return new Read(new SiteBook(sites, groups, people), Map.copyOf(places));
    }

    private void group(Entry row, List<MeterGroup> groups) {
        Optional<String> id = required(row, GROUP);
        List<MeterId> meters = list(row, METERS).stream()
                .flatMap(meter -> made(row, METERS, () -> MeterId.of(meter)).stream())
                .toList();
        id.filter(group -> isNew(row, GROUP, group))
                .flatMap(group -> made(
                        row,
                        GROUP,
                        () -> new MeterGroup(group, row.text(CAPTION).orElse(""), meters)))
                .ifPresent(groups::add);
    }

    private void person(Entry row, Set<String> known, List<Person> people) {
        Optional<String> name = required(row, PERSON);
        Optional<Role> role = row.text(ROLE).isEmpty()
                ? Optional.of(Role.VIEWER)
                : made(row, ROLE, () -> Role.parse(row.text(ROLE).orElseThrow().toLowerCase(Locale.ROOT)));
        List<String> groups = list(row, GROUPS);
        groups.stream().filter(group -> !group.equals(Person.ALL)).forEach(group -> requireKnown(row, group, known));
        if (name.isPresent() && role.isPresent() && isNew(row, PERSON, name.get())) {
            made(row, GROUPS, () -> new Person(name.get(), role.get(), new TreeSet<>(groups)))
                    .ifPresent(people::add);
        }
    }

    private Optional<SiteConfig> site(
            String id, List<Entry> rows, Set<String> known, Map<MeterId, String> placeOfMeter) {
        int before = problems.size();
        Entry first = rows.get(0);
        isNew(first, SITE, id);
        Entry site = said(id, rows);
        Optional<ZoneId> zone = optional(site, TIME_ZONE, BookReader::zone);
        Optional<Double> latitude = optional(site, LATITUDE, BookReader::number);
        Optional<Double> longitude = optional(site, LONGITUDE, BookReader::number);
        if (latitude.isPresent() != longitude.isPresent()) {
            problem(
                    site.place(latitude.isPresent() ? LONGITUDE : LATITUDE),
                    "Site '" + id + "' has only one of latitude and longitude. Give both or none.");
        }
        Optional<GeoPoint> location = latitude.isPresent() && longitude.isPresent()
                ? made(site, LATITUDE, () -> new GeoPoint(latitude.get(), longitude.get()))
                : Optional.empty();
        list(site, GROUPS).forEach(group -> requireKnown(site, group, known));
        ZoneId clock = zone.or(() -> clock(rows)).orElse(ZoneId.of("UTC"));
        List<Sensor> sensors = new ArrayList<>();
        for (Entry row : rows) {
            sensor(row, clock).ifPresent(sensor -> {
                sensors.add(sensor);
                String other = placeOfMeter.putIfAbsent(sensor.meter(), row.place(METER));
                if (other != null) {
                    problem(
                            row.place(METER),
                            "Meter " + sensor.meter() + " is a sensor already, at " + other
                                    + ". A meter is one sensor of one site.");
                }
            });
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        return made(
                first,
                SITE,
                () -> new SiteConfig(
                        id,
                        site.text(CAPTION).orElse(""),
                        zone,
                        site.text(COUNTRY).orElse(""),
                        site.text(CATEGORY).orElse(""),
                        location,
                        list(site, WEATHER_LOCATIONS),
                        new TreeSet<>(list(site, GROUPS)),
                        sensors));
    }

    /** The clock of the first sensor that is known. */
    private Optional<ZoneId> clock(List<Entry> rows) {
        return rows.stream()
                .flatMap(row -> row.text(METER).stream())
                .flatMap(meter -> Optional.ofNullable(clocks.get(meter)).stream())
                .findFirst();
    }

    /** What the rows of a site say of it together. */
    private Entry said(String id, List<Entry> rows) {
        Map<String, Entry> byField = new LinkedHashMap<>();
        for (String field : SITE_FIELDS) {
            for (Entry row : rows) {
                Optional<String> text = row.text(field);
                Entry other = byField.get(field);
                if (text.isPresent() && other == null) {
                    byField.put(field, row);
                } else if (text.isPresent() && other != null && !text.equals(other.text(field))) {
                    problem(
                            row.place(field),
                            "Site '" + id + "' has " + field + " '" + text.get() + "' here and '"
                                    + other.text(field).orElse("") + "' at " + other.place(field) + ". Say it once.");
                }
            }
        }
        Entry first = rows.get(0);
        return new Entry() {
            @Override
            public Optional<String> text(String field) {
                return byField.getOrDefault(field, first).text(field);
            }

            @Override
            public String place(String field) {
                return byField.getOrDefault(field, first).place(field);
            }
        };
    }

    private Optional<Sensor> sensor(Entry row, ZoneId zone) {
        Optional<MeterId> meter = required(row, METER).flatMap(id -> made(row, METER, () -> MeterId.of(id)));
        Optional<SiteRole> role = required(row, ROLE).flatMap(name -> made(row, ROLE, () -> SiteRole.parse(name)));
        Optional<Boolean> inverted =
                row.text(SIGN).isEmpty() ? Optional.of(false) : optional(row, SIGN, BookReader::isInverted);
        Optional<Instant> from = optional(row, FROM, text -> instant(text, zone));
        Optional<Instant> until = optional(row, UNTIL, text -> instant(text, zone));
        if (meter.isEmpty() || role.isEmpty() || inverted.isEmpty()) {
            return Optional.empty();
        }
        return made(
                row, METER, () -> new Sensor(meter.get(), role.get(), row.text(PHASE), inverted.get(), from, until));
    }

    private boolean isNew(Entry row, String kind, String id) {
        String other = places.putIfAbsent(Read.subject(kind, id), row.place(kind));
        if (other != null) {
            problem(row.place(kind), "'" + id + "' is there already, at " + other + ". Take one of them out.");
        }
        return other == null;
    }

    private void requireKnown(Entry row, String group, Set<String> known) {
        if (!known.contains(group)) {
            problem(
                    row.place(GROUPS),
                    "Group '" + group + "' is not among the groups ("
                            + (known.isEmpty() ? "there are none" : String.join(", ", known))
                            + "). Add it there, or correct it.");
        }
    }

    private Optional<String> required(Entry row, String field) {
        Optional<String> text = row.text(field);
        if (text.isEmpty()) {
            problem(row.place(field), field + " is missing.");
        }
        return text;
    }

    private static List<String> list(Entry row, String field) {
        return row.text(field)
                .map(text -> Arrays.stream(text.split("[;,]", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private <T> Optional<T> optional(Entry row, String field, Function<String, T> parse) {
        return row.text(field).flatMap(text -> made(row, field, () -> parse.apply(text)));
    }

    private <T> Optional<T> made(Entry row, String field, Supplier<T> making) {
        try {
            return Optional.of(making.get());
        } catch (IllegalArgumentException wrong) {
            problem(row.place(field), String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "time_zone '" + text + "' is not known. Use an IANA name such as Europe/Amsterdam.", unknown);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number. Write degrees such as 52.37.", notANumber);
        }
    }

    private static boolean isInverted(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case NORMAL, "+", "1", "+1" -> false;
            case INVERTED, "-", "-1" -> true;
            default ->
                throw new IllegalArgumentException("sign '" + text
                        + "' is not known. Write normal, or inverted for a meter that counts the other way round.");
        };
    }

    /** An instant, or a date or a time on the clock of the site. */
    private static Instant instant(String text, ZoneId zone) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noInstant) {
            return local(text, zone);
        }
    }

    private static Instant local(String text, ZoneId zone) {
        try {
            return text.indexOf('T') > 0
                    ? LocalDateTime.parse(text).atZone(zone).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no date or time. Write 2024-06-01, 2024-06-01T12:00:00 or 2024-06-01T10:00:00Z.",
                    unreadable);
        }
    }

    /** The texts of a site by field, as they are read. */
    static Map<String, String> texts(SiteConfig site) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(SITE, site.id());
        texts.put(CAPTION, site.caption());
        texts.put(TIME_ZONE, site.zone().map(ZoneId::getId).orElse(""));
        texts.put(COUNTRY, site.country());
        texts.put(CATEGORY, site.category());
        texts.put(
                LATITUDE,
                site.location().map(at -> String.valueOf(at.latitude())).orElse(""));
        texts.put(
                LONGITUDE,
                site.location().map(at -> String.valueOf(at.longitude())).orElse(""));
        texts.put(WEATHER_LOCATIONS, String.join(";", site.weatherLocations()));
        texts.put(GROUPS, String.join(";", site.groups()));
        return texts;
    }

    /** The texts of a sensor by field, as they are read. */
    static Map<String, String> texts(Sensor sensor) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(METER, sensor.meter().value());
        texts.put(ROLE, sensor.role().label());
        texts.put(PHASE, sensor.phase().orElse(""));
        texts.put(SIGN, sensor.inverted() ? INVERTED : "");
        texts.put(FROM, sensor.from().map(Instant::toString).orElse(""));
        texts.put(UNTIL, sensor.until().map(Instant::toString).orElse(""));
        return texts;
    }

    /** The texts of a group by field, as they are read. */
    static Map<String, String> texts(MeterGroup group) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(GROUP, group.id());
        texts.put(CAPTION, group.caption());
        texts.put(
                METERS,
                String.join(";", group.meters().stream().map(MeterId::value).toList()));
        return texts;
    }

    /** The texts of a person by field, as they are read. */
    static Map<String, String> texts(Person person) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(PERSON, person.name());
        texts.put(ROLE, person.role().label());
        texts.put(GROUPS, String.join(";", person.groups()));
        return texts;
    }
}
