package org.loadcast.serving.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.access.Person;

/**
 * All that is configured of sites, groups and access; immutable.
 *
 * @param sites by id
 * @param groups by id
 * @param people by name
 */
public record SiteBook(List<SiteConfig> sites, List<MeterGroup> groups, List<Person> people) {

    /** A book without entries. */
    public static final SiteBook EMPTY = new SiteBook(List.of(), List.of(), List.of());

    public SiteBook {
        sites = sorted(sites, SiteConfig::id);
        groups = sorted(groups, MeterGroup::id);
        people = sorted(people, Person::name);
        List<String> problems = problems(sites, groups, people);
        if (!problems.isEmpty()) {
            throw new SiteBookException(problems);
        }
    }

    private static <T> List<T> sorted(List<T> entries, Function<T, String> id) {
        return entries.stream().sorted(Comparator.comparing(id)).toList();
    }

    /** What does not fit together; empty when all does. */
    static List<String> problems(List<SiteConfig> sites, List<MeterGroup> groups, List<Person> people) {
        List<String> problems = new ArrayList<>();
        repeated(sites.stream().map(SiteConfig::id)).forEach(id -> problems.add("Site '" + id + "' is there twice."));
        repeated(groups.stream().map(MeterGroup::id)).forEach(id -> problems.add("Group '" + id + "' is there twice."));
        repeated(people.stream().map(Person::name))
                .forEach(name -> problems.add("Person '" + name + "' is there twice."));
        Set<String> known = new TreeSet<>(groups.stream().map(MeterGroup::id).toList());
        for (SiteConfig site : sites) {
            site.groups().stream()
                    .filter(group -> !known.contains(group))
                    .forEach(group -> problems.add(unknown("Site '" + site.id() + "'", group, known)));
        }
        for (Person person : people) {
            person.groups().stream()
                    .filter(group -> !group.equals(Person.ALL) && !known.contains(group))
                    .forEach(group -> problems.add(unknown("Person '" + person.name() + "'", group, known)));
        }
        problems.addAll(sharedMeters(sites));
        return problems;
    }

    private static Set<String> repeated(Stream<String> ids) {
        Set<String> seen = new HashSet<>();
        Set<String> again = new TreeSet<>();
        ids.filter(id -> !seen.add(id)).forEach(again::add);
        return again;
    }

    private static String unknown(String who, String group, Set<String> known) {
        return who + " names group '" + group + "', which is not among the groups ("
                + (known.isEmpty() ? "there are none" : String.join(", ", known)) + "). Add it there, or correct it.";
    }

    private static List<String> sharedMeters(List<SiteConfig> sites) {
        List<String> problems = new ArrayList<>();
        Map<MeterId, String> siteOf = new HashMap<>();
        for (SiteConfig site : sites) {
            for (Sensor sensor : site.sensors()) {
                String other = siteOf.putIfAbsent(sensor.meter(), site.id());
                if (other != null && !other.equals(site.id())) {
                    problems.add("Meter " + sensor.meter() + " is a sensor of the sites '" + other + "' and '"
                            + site.id() + "'. A meter belongs to one site.");
                }
            }
        }
        for (SiteConfig site : sites) {
            for (MeterId derived : SiteTotals.of(site).derived()) {
                String other = siteOf.get(derived);
                if (other != null) {
                    problems.add("Site '" + other + "' has the sensor " + derived + ", which site '" + site.id()
                            + "' derives. Use what is measured as sensors, or give the site another id.");
                }
            }
        }
        return problems;
    }

    public Optional<SiteConfig> site(String id) {
        return sites.stream().filter(site -> site.id().equals(id)).findFirst();
    }

    public Optional<MeterGroup> group(String id) {
        return groups.stream().filter(group -> group.id().equals(id)).findFirst();
    }

    public Optional<Person> person(String name) {
        return people.stream().filter(person -> person.name().equals(name)).findFirst();
    }

    /** This book with a site more, or another one in place of that with the same id. */
    public SiteBook with(SiteConfig site) {
        return new SiteBook(replaced(sites, site, SiteConfig::id), groups, people);
    }

    /** This book with a group more, or another one in place of that with the same id. */
    public SiteBook with(MeterGroup group) {
        return new SiteBook(sites, replaced(groups, group, MeterGroup::id), people);
    }

    /** This book with a person more, or another one in place of that with the same name. */
    public SiteBook with(Person person) {
        return new SiteBook(sites, groups, replaced(people, person, Person::name));
    }

    private static <T> List<T> replaced(List<T> entries, T entry, Function<T, String> id) {
        return Stream.concat(entries.stream().filter(old -> !id.apply(old).equals(id.apply(entry))), Stream.of(entry))
                .toList();
    }

    public SiteBook withoutSite(String id) {
        return new SiteBook(sites.stream().filter(site -> !site.id().equals(id)).toList(), groups, people);
    }

    public SiteBook withoutGroup(String id) {
        return new SiteBook(
                sites, groups.stream().filter(group -> !group.id().equals(id)).toList(), people);
    }

    public SiteBook withoutPerson(String name) {
        return new SiteBook(
                sites,
                groups,
                people.stream().filter(person -> !person.name().equals(name)).toList());
    }
}
