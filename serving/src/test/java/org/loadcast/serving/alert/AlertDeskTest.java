package org.loadcast.serving.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.store.ServiceTables;

class AlertDeskTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final Instant NOW = Instant.parse("2021-06-16T11:00:00Z");

    @TempDir
    private Path directory;

    private SqliteStores stores;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void meter(String id, String category, String group) {
        stores.meters()
                .put(Meter.builder(MeterId.of(id))
                        .zone(ZONE)
                        .category(category)
                        .groups(List.of(group))
                        .location(new GeoPoint(52.4, 4.9))
                        .build());
    }

    /** Quarter-hourly load; NaN for no reading. */
    private void load(String id, Instant from, Instant to, ToDoubleFunction<Instant> kilowatts) {
        PowerRows rows = new PowerRows();
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(900)) {
            double value = kilowatts.applyAsDouble(at);
            if (!Double.isNaN(value)) {
                rows.add(MeterId.of(id), at.getEpochSecond(), value);
            }
        }
        stores.measurements().write(rows);
    }

    /** A day that rises and falls, no two quarters alike. */
    private static double usual(Instant at) {
        long quarter = at.getEpochSecond() / 900;
        return 1 + Math.sin(quarter * Math.PI / 48) / 2 + (quarter % 7) * 0.01;
    }

    private AlertDesk desk(String rule) {
        return desk(rule, true);
    }

    private AlertDesk desk(String rule, boolean live) {
        try {
            return new AlertDesk(
                    stores,
                    ServiceTables.in(stores.database()).alerts(),
                    AlertRules.parse(new YAMLMapper().readTree(rule)),
                    Duration.ofMinutes(30),
                    live);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Test
    void aSilentMeterRingsOnceAndIsResolvedWhenItHasSpokenForAWhile() {
        meter("m1", "building", "north");
        load("m1", NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofHours(3)), AlertDeskTest::usual);
        AlertDesk desk = desk("[{when: silent-meter, after: PT2H}]");

        assertThat(desk.evaluate(NOW.minus(Duration.ofHours(2)))).isEmpty();
        assertThat(desk.evaluate(NOW)).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(AlertState.OPEN);
            assertThat(alert.meter()).isEqualTo("m1");
            assertThat(alert.from()).isEqualTo(NOW.minus(Duration.ofHours(3)));
            assertThat(alert.sentence()).contains("silent since 2021-06-16T08:00:00Z");
        });
        assertThat(desk.evaluate(NOW.plusSeconds(60))).isEmpty();

        load("m1", NOW, NOW.plus(Duration.ofHours(1)), AlertDeskTest::usual);
        assertThat(desk.evaluate(NOW.plus(Duration.ofMinutes(20)))).isEmpty();
        assertThat(desk.evaluate(NOW.plus(Duration.ofMinutes(60))))
                .singleElement()
                .satisfies(alert -> assertThat(alert.resolvedAt()).contains(NOW.plus(Duration.ofMinutes(60))));
        assertThat(desk.all()).hasSize(1);
    }

    @Test
    void aMeterThatWasSilentForWeeksBeforeAnybodyAskedIsNoNews() {
        meter("m1", "building", "north");
        load("m1", NOW.minus(Duration.ofDays(60)), NOW.minus(Duration.ofDays(30)), AlertDeskTest::usual);

        assertThat(desk("[{when: silent-meter}, {when: missing-data}]").evaluate(NOW))
                .isEmpty();
    }

    @Test
    void theNextAlertOfAMutedRuleAndMeterIsMutedTooUntilItIsWantedAgain() {
        meter("m1", "building", "north");
        load("m1", NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofHours(3)), AlertDeskTest::usual);
        AlertDesk desk = desk("[{when: silent-meter, after: PT2H}]");
        Alert first = desk.evaluate(NOW).get(0);
        Instant until = NOW.plus(Duration.ofDays(1));

        desk.mute(first.id(), until);
        load("m1", NOW, NOW.plus(Duration.ofHours(1)), AlertDeskTest::usual);
        desk.evaluate(NOW.plus(Duration.ofHours(1)));
        Alert second = desk.evaluate(NOW.plus(Duration.ofHours(4))).get(0);
        desk.mute(second.id(), NOW.plus(Duration.ofHours(4)));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.mutedUntil()).contains(until);
        assertThat(desk.all())
                .hasSize(2)
                .allSatisfy(alert ->
                        assertThat(alert.isMuted(NOW.plus(Duration.ofHours(4)))).isFalse());
    }

    @Test
    void rulesAreAboutMetersGroupsOrCategories() {
        meter("a", "building", "north");
        meter("b", "household", "south");
        meter("c", "feeder", "south");
        for (String id : List.of("a", "b", "c")) {
            load(id, NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofHours(3)), AlertDeskTest::usual);
        }

        assertThat(desk("[{when: silent-meter, meters: [a], categories: [feeder]}]")
                        .evaluate(NOW))
                .extracting(Alert::meter)
                .containsExactly("a", "c");
        assertThat(desk("[{name: of the south, when: silent-meter, groups: [south]}]")
                        .evaluate(NOW.plusSeconds(1)))
                .filteredOn(alert -> !alert.isResolved())
                .extracting(Alert::meter)
                .containsExactly("b", "c");
    }

    @Test
    void missingReadingsRingBeyondTheirShareAndAreOverWithAMargin() {
        meter("m1", "building", "north");
        // A quarter of each day is missing.
        load(
                "m1",
                NOW.minus(Duration.ofDays(3)),
                NOW,
                at -> at.getEpochSecond() / 900 % 4 == 0 ? Double.NaN : usual(at));

        assertThat(desk("[{when: missing-data, share: 0.3}]").evaluate(NOW)).isEmpty();
        assertThat(desk("[{when: missing-data, share: 0.2}]").evaluate(NOW))
                .singleElement()
                .satisfies(alert -> assertThat(alert.sentence()).startsWith("25 % of the readings"));
        // Within the margin of 0.8 * 0.3 it goes on ringing: nothing is resolved.
        assertThat(desk("[{when: missing-data, share: 0.3}]").evaluate(NOW.plus(Duration.ofMinutes(15))))
                .isEmpty();
    }

    @Test
    void stuckAndTurnedAndAbsurdValuesRing() {
        Instant from = NOW.minus(Duration.ofDays(20));
        meter("stuck", "building", "north");
        load("stuck", from, NOW, at -> at.isBefore(NOW.minus(Duration.ofHours(8))) ? usual(at) : 1.234);
        meter("turned", "building", "north");
        load("turned", from, NOW, at -> at.isBefore(NOW.minus(Duration.ofHours(2))) ? usual(at) : -usual(at));
        meter("absurd", "building", "north");
        load("absurd", from, NOW, at -> at.equals(NOW.minusSeconds(1800)) ? 50 : usual(at));
        meter("fine", "building", "north");
        load("fine", from, NOW, AlertDeskTest::usual);

        List<Alert> alerts =
                desk("[{when: flatline}, {when: wrong-sign}, {when: spike}]").evaluate(NOW);

        assertThat(alerts)
                .extracting(alert -> alert.meter() + " " + alert.kind())
                .contains("stuck flatline", "turned wrong-sign", "absurd spike")
                .noneMatch(name -> name.startsWith("fine"));
    }

    @Test
    void panelsThatGenerateAtNightRing() {
        meter("roof", "pv", "north");
        Instant night = Instant.parse("2021-06-16T00:00:00Z");
        load("roof", NOW.minus(Duration.ofDays(20)), NOW, at -> {
            double sun = Math.sin((at.getEpochSecond() % 86_400 / 86_400.0 - 0.25) * 2 * Math.PI);
            boolean wrong = !at.isBefore(night) && at.isBefore(night.plusSeconds(1800));
            return wrong ? -1.5 : -3 * Math.max(0, sun);
        });

        assertThat(desk("[{when: night-generation}]").evaluate(NOW))
                .singleElement()
                .satisfies(alert -> assertThat(alert.from()).isEqualTo(night));
    }

    @Test
    void aCounterThatBeginsAgainRings() {
        meter("m1", "household", "north");
        MeterId id = MeterId.of("m1");
        stores.measurements()
                .write(List.of(
                        new Reading.EnergyCounter(id, NOW.minusSeconds(5400), 5000),
                        new Reading.EnergyCounter(id, NOW.minusSeconds(4500), 5000.5),
                        new Reading.EnergyCounter(id, NOW.minusSeconds(3600), 0.2),
                        new Reading.EnergyCounter(id, NOW.minusSeconds(2700), 0.7)));

        assertThat(desk("[{when: counter-reset}]").evaluate(NOW))
                .singleElement()
                .satisfies(alert -> assertThat(alert.to()).isEqualTo(NOW.minusSeconds(3600)));
    }

    @Test
    void aClockThatIsAheadOrThreeHoursLateRings() {
        meter("ahead", "building", "north");
        load("ahead", NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofHours(2)), AlertDeskTest::usual);
        meter("late", "building", "north");
        load(
                "late",
                NOW.minus(Duration.ofDays(21)),
                NOW,
                at -> at.isBefore(NOW.minus(Duration.ofDays(3))) ? usual(at) : usual(at.minus(Duration.ofHours(3))));
        meter("fine", "building", "north");
        load("fine", NOW.minus(Duration.ofDays(21)), NOW, AlertDeskTest::usual);

        assertThat(desk("[{when: clock-drift}]").evaluate(NOW))
                .extracting(Alert::sentence)
                .satisfiesExactly(
                        ahead -> assertThat(ahead).contains("came in at 2021-06-16T11:00:00Z"),
                        late -> assertThat(late).contains("180 minutes later"));
        assertThat(desk("[{name: replayed, when: clock-drift, meters: [ahead]}]", false)
                        .evaluate(NOW.plusSeconds(1)))
                .filteredOn(alert -> !alert.isResolved())
                .isEmpty();
    }

    @Test
    void aLoadThatStaysBeyondItsCriticalLevelRings() {
        meter("m1", "building", "north");
        Instant rise = NOW.minus(Duration.ofHours(1));
        load("m1", NOW.minus(Duration.ofDays(20)), NOW, at -> at.isBefore(rise) ? usual(at) : 1.8);

        assertThat(desk("[{when: outlier-level, window: PT1H}]").evaluate(rise.plusSeconds(1800)))
                .isEmpty();
        assertThat(desk("[{when: outlier-level, window: PT1H}]").evaluate(NOW)).hasSize(1);
    }

    private void forecast(double medianKw, double halfBandKw, Instant cutoff) {
        TimeGrid grid = Horizon.DAY_AHEAD.target(cutoff, Duration.ofMinutes(15), ZONE);
        double[][] rows = new double[grid.length()][];
        for (int i = 0; i < rows.length; i++) {
            double median = i == 40 ? medianKw : medianKw / 2;
            rows[i] = new double[] {median - halfBandKw, median, median + halfBandKw};
        }
        stores.forecasts()
                .write(List.of(new Forecast(
                        MeterId.of("m1"),
                        "day-ahead",
                        cutoff,
                        cutoff,
                        grid,
                        Quantiles.of(0.1, 0.5, 0.9),
                        rows,
                        new ForecastSource.Fallback(Tier.SEASONAL, "test"))));
    }

    @Test
    void tomorrowsPeakAboveALimitRingsUntilANewForecastIsClearlyBelow() {
        meter("m1", "building", "north");
        AlertDesk desk = desk("[{when: forecast-peak, limit_kw: 10}, {when: forecast-band, capacity_kw: 14}]");
        forecast(12, 1, NOW);

        List<Alert> alerts = desk.evaluateForecasts(stores.meters().all(), NOW);

        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("forecast-peak");
            assertThat(alert.from()).isEqualTo(Instant.parse("2021-06-17T08:00:00Z"));
            assertThat(alert.sentence()).contains("12.00 kW (P50) around 10:00, above the limit of 10.00 kW");
        });
        forecast(9.8, 5, NOW.plusSeconds(900));
        assertThat(desk.evaluateForecasts(stores.meters().all(), NOW.plusSeconds(3600)))
                .extracting(Alert::kind)
                .containsExactly("forecast-band");
        forecast(9, 1, NOW.plusSeconds(4500));
        assertThat(desk.evaluateForecasts(stores.meters().all(), NOW.plusSeconds(9000)))
                .hasSize(2)
                .allSatisfy(alert -> assertThat(alert.isResolved()).isTrue());
    }

    @Test
    void forecastsThatGetMuchWorseRing() {
        meter("m1", "building", "north");
        load("m1", NOW.minus(Duration.ofDays(20)), NOW, at -> 5);
        for (int day = 19; day > 0; day--) {
            // A miss of 0.6 kW and 0.5 kW in turn, and in the last week of about 3 kW.
            forecast(day > 7 ? 9 : 4, 1, NOW.minus(Duration.ofDays(day)));
        }

        assertThat(desk("[{when: accuracy-drift, factor: 1.5}]").evaluate(NOW)).hasSize(1);
        assertThat(desk("[{name: generous, when: accuracy-drift, factor: 20}]").evaluate(NOW.plusSeconds(1)))
                .filteredOn(alert -> !alert.isResolved())
                .isEmpty();
    }

    @Test
    void whatWasAcknowledgedStaysSoAndAnAlertOfARuleThatIsGoneIsResolved() {
        meter("m1", "building", "north");
        load("m1", NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofHours(3)), AlertDeskTest::usual);
        AlertDesk desk = desk("[{when: silent-meter}]");
        String id = desk.evaluate(NOW).get(0).id();

        desk.acknowledge(id, "kim", NOW.plusSeconds(5));
        desk.acknowledge(id, "lee", NOW.plusSeconds(9));
        desk.evaluate(NOW.plusSeconds(60));

        assertThat(desk.find(id).orElseThrow().acknowledgedBy()).contains("kim");
        assertThat(desk.find(id).orElseThrow().seenAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(desk("[{when: flatline}]").evaluate(NOW.plusSeconds(120)))
                .extracting(Alert::state)
                .containsExactly(AlertState.RESOLVED);
    }

    @Test
    void allThatIsWrongInTheSettingsIsToldAtOnce() {
        String rules =
                "[{when: forecast-peak}, {when: flatline, limit_kw: 3}, {when: fire}, {when: silent-meter, after: 2h}]";
        Map<String, String> settings = Map.of(
                "email.host", "mail.example.org", "quiet_hours", "always", "webhook_url", "nowhere", "evry", "PT1M");

        assertThatThrownBy(() -> desk(rules))
                .hasMessageContaining("alerts.rules[1]: forecast-peak: limit_kw NaN is not positive")
                .hasMessageContaining("alerts.rules[2]: limit_kw is not known here")
                .hasMessageContaining("alerts.rules[3]: when 'fire' is not known")
                .hasMessageContaining("alerts.rules[4]: after '2h' is not an ISO duration");
        assertThatThrownBy(() -> AlertsConfig.parse(settings))
                .hasMessageContaining("alerts.email.from is missing")
                .hasMessageContaining("alerts.email.to is missing")
                .hasMessageContaining("alerts.quiet_hours: 'always'")
                .hasMessageContaining("alerts.webhook_url: it is no address")
                .hasMessageContaining("alerts.evry is not known");
    }
}
