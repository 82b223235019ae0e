package org.loadcast.serving.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loadcast.serving.access.Role;

class SiteBookJsonTest {

    static final String WHOLE = """
            groups:
              - { id: north, caption: Northern town, meters: [extra] }
              - { id: shops }
            people:
              - { name: anna, role: operator, groups: [north, shops] }
              - { name: boss, role: admin, groups: ["*"] }
            sites:
              - id: home
                caption: 'Home: first'
                time_zone: Europe/Amsterdam
                country: NL
                category: household
                latitude: 52.1
                longitude: 5
                weather_locations: [town, coast]
                groups: [north]
                sensors:
                  - { meter_id: l1, role: net, phase: L1 }
                  - { meter_id: l2, role: net, phase: L2 }
                  - { meter_id: roof, role: production, sign: inverted, from: 2023-06-01, until: "2024-06-01T10:00:00Z" }
              - id: office
                sensors: [{ meter_id: main, role: consumption }]
            """;

    @Test
    void aBookIsReadAndWrittenWithoutLoss() {
        SiteBook book = SiteBookJson.read(WHOLE, Map.of()).book();

        assertThat(SiteBookJson.read(SiteBookJson.yaml(book), Map.of()).book()).isEqualTo(book);
        assertThat(SiteBookJson.read(SiteBookJson.write(book).toString(), Map.of())
                        .book())
                .isEqualTo(book);
        SiteConfig home = book.site("home").orElseThrow();
        assertThat(home.sensors()).hasSize(3);
        assertThat(home.sensors().get(2).from()).contains(Instant.parse("2023-05-31T22:00:00Z"));
        assertThat(book.person("anna").orElseThrow().role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void everyErrorIsToldAtOnceWithItsPlace() {
        SiteBookException wrong = catchThrowableOfType(SiteBookException.class, () -> SiteBookJson.read("""
                groups: [{ id: north, colour: red }]
                people: [{ name: anna, groups: [south] }, { name: ben, role: king, groups: ["*"] }, { name: eve }]
                sites:
                  - id: home
                    time_zone: Europe/Atlantis
                    latitude: 95
                    longitude: 5
                    sensors:
                      - { meter_id: main, role: grid }
                      - { role: net, sign: sideways, from: yesterday }
                  - id: other
                    sensors: [{ meter_id: shared, role: net }]
                  - id: third
                    sensors: [{ meter_id: shared, role: net }]
                  - id: empty
                """, Map.of()));

        assertThat(wrong.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("groups[0]: Field 'colour' is not known."))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("people[0].groups: Group 'south' is not among the groups (north)"))
                .anySatisfy(problem -> assertThat(problem).startsWith("people[1].role: Role 'king' is not known"))
                .anySatisfy(problem -> assertThat(problem).startsWith("people[2].groups: Person 'eve' has no groups"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("sites[0].time_zone: time_zone 'Europe/Atlantis'"))
                .anySatisfy(problem -> assertThat(problem).startsWith("sites[0].latitude: Latitude 95.0 is outside"))
                .anySatisfy(problem -> assertThat(problem).startsWith("sites[0].sensors[0].role: 'grid' is no role"))
                .anySatisfy(
                        problem -> assertThat(problem).isEqualTo("sites[0].sensors[1].meter_id: meter_id is missing."))
                .anySatisfy(problem -> assertThat(problem).startsWith("sites[0].sensors[1].sign: sign 'sideways'"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("sites[0].sensors[1].from: 'yesterday' is no date"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("sites[2].sensors[0].meter_id: Meter shared is a sensor already,"
                                + " at sites[1].sensors[0].meter_id"))
                .anySatisfy(problem -> assertThat(problem).startsWith("sites[3].sensors: A site needs a sensor"))
                .hasSize(12);
    }

    @Test
    void whatIsNoYamlIsToldAsSuch() {
        SiteBookException wrong =
                catchThrowableOfType(SiteBookException.class, () -> SiteBookJson.read("sites: [{]", Map.of()));

        assertThat(wrong).hasMessageStartingWith("The text is neither JSON nor YAML");
        assertThat(catchThrowableOfType(SiteBookException.class, () -> SiteBookJson.read("sites: 7", Map.of())))
                .hasMessage("sites: There is '7'. Write a list.");
    }

    @Test
    void datesOfASiteWithoutAZoneStandOnTheClockOfItsFirstKnownSensor() {
        SiteBook book = SiteBookJson.read(
                        """
                        sites:
                          - id: home
                            sensors:
                              - { meter_id: unknown, role: net }
                              - { meter_id: roof, role: production, from: 2023-06-01 }
                          - id: elsewhere
                            sensors: [{ meter_id: other, role: net, from: 2023-06-01 }]
                        """, Map.of("roof", ZoneId.of("Australia/Adelaide"), "third", ZoneId.of("Europe/Madrid")))
                .book();

        assertThat(book.site("home").orElseThrow().sensors().get(1).from())
                .contains(Instant.parse("2023-05-31T14:30:00Z"));
        assertThat(book.site("elsewhere").orElseThrow().sensors().get(0).from())
                .contains(Instant.parse("2023-06-01T00:00:00Z"));
    }
}
