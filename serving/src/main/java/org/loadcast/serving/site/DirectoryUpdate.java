package org.loadcast.serving.site;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Site;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.store.MeterDirectory;

/**
 * What a book says about the entries of the directory, compared with what the book before it said: groups that the old one gave and
 * the new one does not are taken away, others stay.
 */
final class DirectoryUpdate {

    /** The attribute of meters whose readings are derived. */
    static final String DERIVED = "derived";

    private final MeterDirectory directory;
    private final SiteBook before;
    private final SiteBook after;
    private final Map<MeterId, Meter> entries = new HashMap<>();

    DirectoryUpdate(MeterDirectory directory, SiteBook before, SiteBook after) {
        this.directory = directory;
        this.before = before;
        this.after = after;
        directory.all().forEach(meter -> entries.put(meter.id(), meter));
    }

    /** Something that does not fit, about a {@link BookReader.Read#subject}. */
    record Problem(String subject, String text) {}

    /** What does not go together with the meters that there are. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Set<MeterId> derived = derived(after);
        for (SiteConfig site : after.sites()) {
            for (Sensor sensor : site.sensors()) {
                if (isDerived(sensor.meter()) && !derived.contains(sensor.meter())) {
                    problems.add(new Problem(
                            of(site),
                            "Site '" + site.id() + "' has the sensor " + sensor.meter()
                                    + ", which was derived itself. Use what is measured."));
                }
            }
            for (MeterId meter : SiteTotals.of(site).derived()) {
                if (entries.containsKey(meter) && !isDerived(meter)) {
                    problems.add(new Problem(
                            of(site),
                            "Site '" + site.id() + "' would derive meter " + meter
                                    + ", which is there already. Give the site another id, or delete that meter."));
                }
            }
        }
        for (MeterGroup group : after.groups()) {
            for (MeterId meter : group.meters()) {
                if (!entries.containsKey(meter) && !derived.contains(meter) && !isSensor(meter)) {
                    problems.add(new Problem(
                            BookReader.Read.subject(BookReader.GROUP, group.id()),
                            "Group '" + group.id() + "' names meter " + meter
                                    + ", which is not known. Enter it first, or correct the name."));
                }
            }
        }
        return problems;
    }

    private static String of(SiteConfig site) {
        return BookReader.Read.subject(BookReader.SITE, site.id());
    }

    private boolean isDerived(MeterId meter) {
        return Optional.ofNullable(entries.get(meter))
                .map(entry -> entry.attributes().containsKey(DERIVED))
                .orElse(false);
    }

    private boolean isSensor(MeterId meter) {
        return after.sites().stream()
                .anyMatch(site -> site.sensors().stream()
                        .anyMatch(sensor -> sensor.meter().equals(meter)));
    }

    private static Set<MeterId> derived(SiteBook book) {
        Set<MeterId> derived = new TreeSet<>();
        book.sites().forEach(site -> derived.addAll(SiteTotals.of(site).derived()));
        return derived;
    }

    /** Derived meters of the directory that the new book has no more. */
    List<MeterId> obsolete() {
        Set<MeterId> kept = derived(after);
        return entries.keySet().stream()
                .filter(meter -> isDerived(meter) && !kept.contains(meter))
                .sorted()
                .toList();
    }

    /** Meters that come and go with the new book, in lines for people. */
    List<String> meterLines() {
        List<String> lines = new ArrayList<>();
        after.sites().stream()
                .flatMap(site -> site.sensors().stream())
                .map(Sensor::meter)
                .filter(meter -> !entries.containsKey(meter))
                .forEach(meter -> lines.add("new meter " + meter + ", of which nothing is known yet"));
        derived(after).stream()
                .filter(meter -> !entries.containsKey(meter))
                .forEach(meter -> lines.add("new meter " + meter + ", derived"));
        obsolete().forEach(meter -> lines.add("removed meter " + meter + ", derived, and its readings"));
        return lines;
    }

    /** Enters, changes and removes entries. */
    void apply() {
        Map<MeterId, Meter> wanted = wanted();
        for (Map.Entry<MeterId, Meter> entry : wanted.entrySet()) {
            if (!Objects.equals(entry.getValue(), entries.get(entry.getKey()))) {
                directory.put(entry.getValue());
            }
        }
        obsolete().forEach(directory::remove);
    }

    private Map<MeterId, Meter> wanted() {
        Map<MeterId, Meter> wanted = new TreeMap<>();
        Map<MeterId, Set<String>> groupsBefore = groups(before);
        Map<MeterId, Set<String>> groupsAfter = groups(after);
        Set<MeterId> touched = new TreeSet<>(groupsBefore.keySet());
        touched.addAll(groupsAfter.keySet());
        Map<MeterId, SiteConfig> siteOf = new HashMap<>();
        after.sites().forEach(site -> site.sensors().forEach(sensor -> siteOf.put(sensor.meter(), site)));
        Set<MeterId> derived = derived(after);
        for (MeterId id : touched) {
            Optional<Meter> known = Optional.ofNullable(entries.get(id));
            Optional<SiteConfig> site = Optional.ofNullable(siteOf.get(id));
            if (!derived.contains(id) && !isDerived(id) && (known.isPresent() || site.isPresent())) {
                Set<String> old = groupsBefore.getOrDefault(id, Set.of());
                Set<String> groups = new LinkedHashSet<>();
                known.ifPresent(meter -> groups.addAll(meter.groups()));
                groups.removeAll(old);
                groups.addAll(groupsAfter.getOrDefault(id, Set.of()));
                Meter base = known.orElseGet(() -> facts(site.orElseThrow(), id).build());
                wanted.put(
                        id,
                        base.toBuilder()
                                .groups(List.copyOf(groups))
                                .attributes(attributes(base, site))
                                .build());
            }
        }
        for (SiteConfig site : after.sites()) {
            SiteTotals totals = SiteTotals.of(site);
            for (SiteRole role : totals.derivedRoles()) {
                MeterId id = site.derived(role);
                Map<String, String> attributes = new TreeMap<>(Site.attributes(site.id(), role));
                attributes.put(DERIVED, "true");
                wanted.put(
                        id,
                        facts(site, id)
                                .category(category(site, role))
                                .groups(List.copyOf(new TreeSet<>(groupsAfter.getOrDefault(id, site.groups()))))
                                .attributes(attributes)
                                .build());
            }
        }
        return wanted;
    }

    /** All meters that a book says something about, with the groups that it gives them. */
    private static Map<MeterId, Set<String>> groups(SiteBook book) {
        Map<MeterId, Set<String>> groups = new TreeMap<>();
        for (SiteConfig site : book.sites()) {
            site.sensors()
                    .forEach(sensor -> groups.computeIfAbsent(sensor.meter(), id -> new TreeSet<>())
                            .addAll(site.groups()));
            SiteTotals.of(site)
                    .derived()
                    .forEach(meter ->
                            groups.computeIfAbsent(meter, id -> new TreeSet<>()).addAll(site.groups()));
        }
        for (MeterGroup group : book.groups()) {
            group.meters()
                    .forEach(meter ->
                            groups.computeIfAbsent(meter, id -> new TreeSet<>()).add(group.id()));
        }
        return groups;
    }

    private static Map<String, String> attributes(Meter meter, Optional<SiteConfig> site) {
        Map<String, String> attributes = new TreeMap<>(meter.attributes());
        if (site.isPresent()) {
            attributes.putAll(Site.attributes(site.get().id(), roleInDirectory(site.get(), meter.id())));
        } else {
            Site.attributes("", SiteRole.PART).keySet().forEach(attributes::remove);
        }
        return attributes;
    }

    private static SiteRole roleInDirectory(SiteConfig site, MeterId meter) {
        Sensor sensor = site.sensors().stream()
                .filter(one -> one.meter().equals(meter))
                .findFirst()
                .orElseThrow();
        return sensor.role() == SiteRole.APPLIANCE
                        || meter.equals(SiteTotals.of(site).meters().get(sensor.role()))
                ? sensor.role()
                : SiteRole.PART;
    }

    private static String category(SiteConfig site, SiteRole role) {
        return switch (role) {
            case PRODUCTION -> "pv";
            case NET -> "net";
            case BATTERY -> "battery";
            default -> site.category().isEmpty() ? "household" : site.category();
        };
    }

    /** Where a meter of the site is, as the site says or as its first sensor that is known says. */
    private Meter.Builder facts(SiteConfig site, MeterId id) {
        Optional<Meter> model = site.sensors().stream()
                .flatMap(sensor -> Optional.ofNullable(entries.get(sensor.meter())).stream())
                .findFirst();
        ZoneId zone = site.zone().or(() -> model.map(Meter::zone)).orElse(ZoneId.of("UTC"));
        Meter.Builder meter = Meter.builder(id)
                .zone(zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone)
                .country(
                        site.country().isEmpty() ? model.flatMap(Meter::country).orElse("") : site.country())
                .category(
                        site.category().isEmpty()
                                ? model.flatMap(Meter::category).orElse("")
                                : site.category())
                .weatherLocations(
                        site.weatherLocations().isEmpty()
                                ? model.map(Meter::weatherLocations).orElse(List.of())
                                : site.weatherLocations());
        site.location().or(() -> model.flatMap(Meter::location)).ifPresent(meter::location);
        return meter;
    }
}
