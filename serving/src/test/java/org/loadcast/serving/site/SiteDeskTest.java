package org.loadcast.serving.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.store.ServiceTables;

class SiteDeskTest {

    private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final MeterId MAIN = MeterId.of("main");
    private static final MeterId ROOF = MeterId.of("roof");
    private static final MeterId CONSUMPTION = MeterId.of("home.consumption");
    private static final double MISSING = Double.NaN;

    private static final String HOME = """
            groups: [{ id: north, caption: Northern town }]
            sites:
              - id: home
                groups: [north]
                sensors:
                  - { meter_id: main, role: net }
                  - { meter_id: roof, role: production }
            """;

    @TempDir
    private Path directory;

    private SqliteStores embedded;
    private WatchedStores stores;
    private SiteDesk desk;

    @BeforeEach
    void open() {
        embedded = SqliteStores.open(directory);
        stores =
                WatchedStores.of(embedded, ServiceTables.in(embedded.database()).sites());
        desk = new SiteDesk(stores, SiteDesk.DerivedListener.NONE);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void set(String yaml) {
        desk.replace(SiteBookJson.read(yaml, Map.of()), false);
    }

    private void write(MeterId meter, int fromStep, Duration step, double... kilowatts) {
        PowerRows rows = new PowerRows();
        for (int i = 0; i < kilowatts.length; i++) {
            rows.add(meter, START.plus(step.multipliedBy(fromStep + i)).getEpochSecond(), kilowatts[i]);
        }
        stores.measurements().write(rows);
    }

    private double[] quarters(MeterId meter, int count) {
        return stores.measurements()
                .load(meter, Interval.of(START, QUARTER.multipliedBy(count)), QUARTER)
                .toArray();
    }

    private List<SiteDesk.Derived> derive() {
        return desk.derive(done -> {});
    }

    @Test
    void whatIsThereAlreadyIsDerivedWhenASiteIsSet() {
        // given
        write(MAIN, 0, QUARTER, -2, 1, 1, 1);
        write(ROOF, 0, QUARTER, -3, 0, -1, 0);

        // when
        set(HOME);
        derive();

        // then
        assertThat(quarters(CONSUMPTION, 4)).containsExactly(1, 1, 2, 1);
        assertThat(stores.measurements().nativeStep(CONSUMPTION)).contains(QUARTER);
    }

    @Test
    void lateReadingsAndCorrectionsChangeTheTotalsAndNothingElseIsLookedAt() {
        // given
        write(MAIN, 0, QUARTER, new double[2000]);
        write(ROOF, 0, QUARTER, new double[1000]);
        set(HOME);
        derive();
        assertThat(quarters(CONSUMPTION, 1002)[1001]).isNaN();

        // when a reading comes late, and another one is corrected
        write(ROOF, 1000, QUARTER, -0.5, -1);
        stores.measurements().write(List.of(new Reading.Power(MAIN, START, 4)));
        List<SiteDesk.Derived> derived = derive();

        // then
        double[] consumption = quarters(CONSUMPTION, 1002);
        assertThat(consumption[0]).isEqualTo(4);
        assertThat(consumption[1000]).isEqualTo(0.5);
        assertThat(consumption[1001]).isEqualTo(1);
        assertThat(derived).hasSize(1);
        assertThat(derive()).isEmpty();

        // when one more comes
        write(ROOF, 1002, QUARTER, -1);

        // then only the time around it is derived
        assertThat(derive().get(0).rows()).isBetween(1L, 10L);
    }

    @Test
    void anotherConfigurationRewritesThePastAndRemovesWhatNoLongerFollows() {
        // given
        write(MAIN, 0, QUARTER, 1, 1, 1, 1);
        write(ROOF, 0, QUARTER, 3, 0, 1);
        set(HOME);
        derive();
        assertThat(quarters(CONSUMPTION, 4)).containsExactly(-2, 1, 0, MISSING);

        // when the panels turn out to be counted the other way round
        set(HOME.replace("role: production", "role: production, sign: inverted"));
        derive();

        // then
        assertThat(quarters(CONSUMPTION, 4)).containsExactly(4, 1, 2, MISSING);
        assertThat(quarters(MeterId.of("home.production"), 3)).containsExactly(-3, 0, -1);

        // when they began to count in the second quarter only, by another sensor without readings
        set(HOME.replace("meter_id: roof", "meter_id: other, from: 2024-06-01T00:15:00Z"));
        derive();

        // then
        assertThat(quarters(CONSUMPTION, 4)).containsExactly(1, MISSING, MISSING, MISSING);
    }

    @Test
    void minutesAreDerivedByTheMinuteAndCountersAreReadAsPower() {
        // given a counter that rises by 0.1 kWh a minute, and panels by the minute
        for (int i = 0; i <= 30; i++) {
            stores.measurements()
                    .write(List.of(new Reading.EnergyCounter(MAIN, START.plusSeconds(60L * i), 100 + 0.1 * i)));
        }
        double[] roof = new double[30];
        Arrays.fill(roof, -2);
        write(ROOF, 0, Duration.ofMinutes(1), roof);

        // when
        set(HOME);
        derive();

        // then 6 kW - -2 kW
        assertThat(stores.measurements().nativeStep(CONSUMPTION)).contains(Duration.ofMinutes(1));
        assertThat(quarters(CONSUMPTION, 2)).containsExactly(new double[] {8, 8}, within(1e-6));
    }

    @Test
    void totalsThatWereWrittenByAnotherStepAreWrittenAnew() {
        // given half-hours
        write(MAIN, 0, Duration.ofMinutes(30), 1, 2, 3, 4);
        write(ROOF, 0, Duration.ofMinutes(30), 0, 0, 0, 0);
        set(HOME);
        derive();
        assertThat(stores.measurements().nativeStep(CONSUMPTION)).contains(Duration.ofMinutes(30));

        // when the meters are replaced by some that tell every quarter
        set(HOME.replace("meter_id: main", "meter_id: main2").replace("meter_id: roof", "meter_id: roof2"));
        write(MeterId.of("main2"), 0, QUARTER, 5, 6, 7, 8);
        write(MeterId.of("roof2"), 0, QUARTER, 0, 0, 0, 0);
        derive();

        // then
        assertThat(stores.measurements().nativeStep(CONSUMPTION)).contains(QUARTER);
        assertThat(quarters(CONSUMPTION, 8)).containsExactly(5, 6, 7, 8, MISSING, MISSING, MISSING, MISSING);
    }

    @Test
    void metersOfASiteStandInTheDirectoryWithTheirRolesAndGroups() {
        // given
        stores.meters()
                .put(Meter.builder(MAIN)
                        .zone(ZoneId.of("Europe/Amsterdam"))
                        .country("NL")
                        .category("household")
                        .groups(List.of("mine"))
                        .build());

        // when
        set(HOME);

        // then
        Meter main = stores.meters().find(MAIN).orElseThrow();
        assertThat(main.groups()).containsExactly("mine", "north");
        assertThat(main.attributes()).containsEntry("site", "home").containsEntry("role", "net");
        Meter derived = stores.meters().find(CONSUMPTION).orElseThrow();
        assertThat(derived.zone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(derived.category()).contains("household");
        assertThat(derived.groups()).containsExactly("north");
        assertThat(stores.meters().find(ROOF)).isPresent();

        // when the site leaves its group, which is deleted
        set(HOME.replace("groups: [north]", "").replace("[{ id: north, caption: Northern town }]", "[]"));

        // then a group that the directory gave stays
        assertThat(stores.meters().find(MAIN).orElseThrow().groups()).containsExactly("mine");
        assertThat(stores.meters().find(CONSUMPTION).orElseThrow().groups()).isEmpty();
    }

    @Test
    void phasesAreOnlyPartsOfTheTotalThatHasTheRole() {
        set("""
                sites:
                  - id: home
                    sensors:
                      - { meter_id: l1, role: net, phase: L1 }
                      - { meter_id: l2, role: net, phase: L2 }
                """);

        assertThat(role("l1")).isEqualTo(SiteRole.PART.label());
        assertThat(role("home.net")).isEqualTo("net");
        assertThat(stores.meters().find(CONSUMPTION)).isEmpty();
    }

    private String role(String meter) {
        return stores.meters()
                .find(MeterId.of(meter))
                .orElseThrow()
                .attributes()
                .get("role");
    }

    @Test
    void aSiteThatIsRemovedTakesItsDerivedMetersAlongAndLeavesItsSensors() {
        // given
        write(MAIN, 0, QUARTER, 1, 1);
        write(ROOF, 0, QUARTER, 0, 0);
        set(HOME);
        derive();

        // when
        desk.change(book -> book.withoutSite("home"), false);

        // then
        assertThat(stores.meters().find(CONSUMPTION)).isEmpty();
        assertThat(stores.measurements().meters()).containsExactly(MAIN, ROOF);
        assertThat(stores.meters().find(MAIN).orElseThrow().attributes()).isEmpty();
    }

    @Test
    void aBookThatDoesNotFitTheMetersChangesNothing() {
        stores.meters().put(Meter.builder(CONSUMPTION).build());

        assertThatThrownBy(() -> set(HOME))
                .isInstanceOf(SiteBookException.class)
                .hasMessageContaining("sites[0].id: Site 'home' would derive meter home.consumption, which is there");
        assertThatThrownBy(() -> set("groups: [{ id: g, meters: [nobody] }]"))
                .hasMessageContaining("groups[0].id: Group 'g' names meter nobody, which is not known");
        assertThat(desk.book()).isEqualTo(SiteBook.EMPTY);
        assertThat(stores.meters().find(MAIN)).isEmpty();
    }

    @Test
    void aDryRunTellsTheChangesAndMakesNone() {
        SiteDesk.Change change = desk.replace(SiteBookJson.read(HOME, Map.of()), true);

        assertThat(change.lines())
                .containsExactly(
                        "new site home",
                        "new group north",
                        "new meter main, of which nothing is known yet",
                        "new meter roof, of which nothing is known yet",
                        "new meter home.consumption, derived");
        assertThat(desk.book()).isEqualTo(SiteBook.EMPTY);
    }

    @Test
    void aChangeIsToldFieldByFieldWithWhatWasBefore() {
        set(HOME);

        SiteDesk.Change change = desk.replace(SiteBookJson.read("""
                        people: [{ name: anna, groups: [north] }]
                        groups: [{ id: north, caption: The north }]
                        sites:
                          - id: home
                            caption: First home
                            sensors:
                              - { meter_id: main, role: consumption }
                              - { meter_id: roof, role: production, sign: inverted }
                        """, Map.of()), true);

        assertThat(change.lines())
                .containsExactly(
                        "changed site home: caption First home, was none; groups none, was north; "
                                + "sensor main role consumption, was net; sensor roof sign inverted, was none",
                        "changed group north: caption The north, was Northern town",
                        "new access of anna",
                        "new meter home.net, derived",
                        "new meter home.production, derived",
                        "removed meter home.consumption, derived, and its readings");
    }

    @Test
    void whatWasDueWhenTheProcessEndedIsDerivedByTheNextOne() {
        // given
        write(MAIN, 0, QUARTER, 1, 1);
        write(ROOF, 0, QUARTER, -1, -1);
        set(HOME);

        // when
        stores.close();
        open();
        derive();

        // then
        assertThat(quarters(CONSUMPTION, 2)).containsExactly(2, 2);
    }
}
