package org.loadcast.features.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.calendar.SolarPosition;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.CounterStates;
import org.loadcast.features.series.CounterToPower;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

class QualityReportTest {

    private static final int DAYS = 60;
    private static final int PER_DAY = 48;
    private static final TimeGrid GRID =
            new TimeGrid(Instant.parse("2021-01-01T00:00:00Z"), Duration.ofMinutes(30), DAYS * PER_DAY);
    private static final GeoPoint PLACE = new GeoPoint(52, 5);
    private static final Meter BUILDING =
            Meter.builder(MeterId.of("b1")).category("building").build();
    private static final Meter PV =
            Meter.builder(MeterId.of("pv")).category("pv").location(PLACE).build();
    private static final int NOON = 30 * PER_DAY + 24;

    /** A building: 50 kW by night, 100 by day, with 5 kW of noise, to 0.1 kW. */
    private static double[] building(long seed) {
        Random random = new Random(seed);
        double[] values = new double[GRID.length()];
        for (int i = 0; i < values.length; i++) {
            double usual = 75 - 25 * Math.cos(2 * Math.PI * (i % PER_DAY) / PER_DAY);
            values[i] = Math.round(10 * (usual + 5 * random.nextGaussian())) / 10.0;
        }
        return values;
    }

    /** A PV plant under changing clouds: exactly 0 at night. */
    private static double[] pv(long seed) {
        Random random = new Random(seed);
        double[] values = new double[GRID.length()];
        for (int i = 0; i < values.length; i++) {
            Instant middle = GRID.startOf(i).plusSeconds(900);
            double clearSky = SolarPosition.at(middle, PLACE).clearSkyWm2();
            values[i] = -clearSky * (0.2 + 0.8 * random.nextDouble());
        }
        return values;
    }

    private static QualityReport report(Meter meter, double[] values) {
        return QualityReport.of(meter, LoadSeries.ofArray(GRID, values));
    }

    private static Interval interval(int from, int to) {
        return new Interval(GRID.startOf(from), GRID.startOf(to));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ordinaryMetersHaveNoFindings(long seed) {
        assertThat(report(BUILDING, building(seed)).findings()).isEmpty();
        assertThat(report(PV, pv(seed)).findings()).isEmpty();
    }

    @Test
    void missingValuesBetweenOthersAreOneGapAndNotSuspect() {
        double[] values = building(1);
        values[0] = Double.NaN;
        for (int i = NOON; i < NOON + 5; i++) {
            values[i] = Double.NaN;
        }

        QualityReport report = report(BUILDING, values);

        assertThat(report.findings()).containsExactly(new Finding.Gap(BUILDING.id(), interval(NOON, NOON + 5), 5));
        assertThat(report.suspects()).isZero();
    }

    @Test
    void aStuckValueIsAFlatline() {
        double[] values = building(1);
        for (int i = NOON; i < NOON + 12; i++) {
            values[i] = 97.3;
        }

        QualityReport report = report(BUILDING, values);

        assertThat(report.findings())
                .containsExactly(new Finding.Flatline(BUILDING.id(), interval(NOON, NOON + 12), 97.3, 12));
        assertThat(report.suspects()).isEqualTo(12);
        assertThat(report.isSuspect(NOON - 1)).isFalse();
        assertThat(report.isSuspect(NOON)).isTrue();
        assertThat(report.isSuspect(NOON + 12)).isFalse();
    }

    @Test
    void aRestingLevelThatComesBackEveryNightIsNoFlatline() {
        double[] values = building(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = i % PER_DAY < 12 ? 50 : values[i];
        }

        assertThat(report(BUILDING, values).findings()).isEmpty();
    }

    @Test
    void aPlantThatIsOffByDayIsAFlatlineThoughNightsAreZeroToo() {
        double[] values = pv(1);
        for (int i = NOON - 24; i < NOON + 24; i++) {
            values[i] = 0;
        }

        QualityReport report = report(PV, values);

        assertThat(report.findings()).singleElement().isInstanceOfSatisfying(Finding.Flatline.class, flat -> {
            assertThat(flat.kilowatts()).isZero();
            assertThat(flat.interval().contains(GRID.startOf(NOON))).isTrue();
        });
    }

    @Test
    void anAbsurdValueIsASpikeWithWhatIsUsual() {
        double[] values = building(1);
        values[NOON] = 700;

        QualityReport report = report(BUILDING, values);

        assertThat(report.findings()).singleElement().isInstanceOfSatisfying(Finding.Spike.class, spike -> {
            assertThat(spike.interval()).isEqualTo(interval(NOON, NOON + 1));
            assertThat(spike.kilowatts()).isEqualTo(700);
            assertThat(spike.usualKw()).isBetween(90.0, 110.0);
            assertThat(spike.sentence()).contains("700.0 kW between 2021-01-31T12:00:00Z and");
        });
    }

    /** Half a million values; a busy machine is given ten times of what they take. */
    @Test
    void aMonthOfReadingsEveryFiveSecondsIsCheckedInSeconds() {
        TimeGrid grid = new TimeGrid(GRID.start(), Duration.ofSeconds(5), 30 * 17_280);
        Random random = new Random(6);
        double[] values = random.doubles(grid.length(), 0.2, 0.4).toArray();
        int spike = 15 * 17_280 + 1234;
        values[spike] = 30;

        QualityReport report = assertTimeout(
                Duration.ofSeconds(20), () -> QualityReport.of(BUILDING, LoadSeries.ofArray(grid, values)));

        assertThat(report.findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Spike.class,
                        found -> assertThat(found.interval())
                                .isEqualTo(new Interval(grid.startOf(spike), grid.startOf(spike + 1))));
    }

    @Test
    void aHomeWithItsKettleHasNoSpikes() {
        // 0.3 kW, and 3 kW in one of twenty intervals: its peaks are its habit
        Random random = new Random(5);
        double[] values = random.doubles(GRID.length())
                .map(v -> v < 0.05 ? 3 + v : 0.3 + v / 100)
                .toArray();

        assertThat(report(BUILDING, values).findings()).isEmpty();
    }

    @Test
    void generationOfABuildingIsAWrongSign() {
        double[] values = building(1);
        values[NOON] = -60;

        QualityReport report = report(BUILDING, values);

        assertThat(report.findings())
                .contains(new Finding.SignFlip(BUILDING.id(), interval(NOON, NOON + 1), -60, false));
    }

    @Test
    void aPvMeterThatCountsGenerationAsConsumptionIsToldOnce() {
        double[] values = pv(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }

        QualityReport report = report(PV, values);

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding).isInstanceOf(Finding.SignFlip.class);
            assertThat(finding.sentence()).contains("Most values have the wrong sign (generation is negative)");
        });
    }

    @Test
    void aFeederThatIsTurnedForSomeHoursIsFoundByItsUsualLoad() {
        Meter feeder = Meter.builder(MeterId.of("f")).category("feeder").build();
        double[] values = building(1);
        for (int i = NOON; i < NOON + 6; i++) {
            values[i] = -values[i];
        }

        QualityReport report = report(feeder, values);

        assertThat(report.findings())
                .anySatisfy(finding -> assertThat(finding).isInstanceOfSatisfying(Finding.SignFlip.class, flip -> {
                    assertThat(flip.interval()).isEqualTo(interval(NOON, NOON + 6));
                    assertThat(flip.mostly()).isFalse();
                }));
    }

    @Test
    void theFirstFeedInOfAHomeIsNotTakenForATurnedSign() {
        // 0.5 kW of consumption, and on one day up to 4 kW of PV
        Meter home = Meter.builder(MeterId.of("h")).category("household").build();
        double[] values = building(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] / 150;
        }
        for (int i = 0; i < 20; i++) {
            values[NOON - 10 + i] -= 4 * Math.sin(Math.PI * i / 20);
        }

        assertThat(report(home, values).findings()).noneMatch(Finding.SignFlip.class::isInstance);
    }

    @Test
    void aNetMeterMayHaveEitherSign() {
        Meter net = Meter.builder(MeterId.of("n")).category("net").build();

        assertThat(report(net, pv(1)).findings()).isEmpty();
    }

    @Test
    void pvInTheNightPointsToAWrongClock() {
        // given PV of which the clock is twelve hours off
        double[] values = pv(1);
        double[] shifted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            shifted[i] = values[(i + PER_DAY / 2) % values.length];
        }

        QualityReport report = report(PV, shifted);

        assertThat(report.findings())
                .hasSizeGreaterThan(DAYS / 2)
                .allSatisfy(finding -> assertThat(finding).isInstanceOf(Finding.DarkGeneration.class));
    }

    @Test
    void aCounterResetIsToldWithItsTime() {
        CounterStates states = new CounterStates();
        for (int i = 0; i <= 96; i++) {
            states.add(GRID.startOf(i).getEpochSecond(), i < 50 ? 5000 + i : i - 50);
        }

        QualityReport report =
                QualityReport.of(BUILDING, CounterToPower.to(GRID.step()).apply(states));

        assertThat(report.findings()).contains(new Finding.CounterReset(BUILDING.id(), interval(49, 50)));
    }

    @Test
    void trainingSeesTheSeriesWithoutItsSuspectIntervalsAndTheSeriesStaysAsItIs() {
        double[] values = building(1);
        values[NOON] = 700;
        LoadSeries series = LoadSeries.ofArray(GRID, values);

        LoadSeries clean = QualityReport.of(BUILDING, series).withoutSuspects(series);

        assertThat(clean.isMissing(NOON)).isTrue();
        assertThat(clean.present()).isEqualTo(series.present() - 1);
        assertThat(series.kilowatts(NOON)).isEqualTo(700);
    }

    @Test
    void aSeriesThatWasNotCheckedIsRefused() {
        LoadSeries series = LoadSeries.ofArray(GRID, building(1));
        QualityReport report = QualityReport.of(BUILDING, series);

        assertThatThrownBy(() -> report.withoutSuspects(series.slice(0, 10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not the one that was checked");
    }

    @Test
    void theSummaryCountsByKind() {
        double[] values = building(1);
        values[NOON] = 700;
        values[NOON + 200] = Double.NaN;

        assertThat(report(BUILDING, values).summary()).isEqualTo("b1: 1 gap, 1 spike; 1 of 2880 intervals suspect");
        assertThat(report(BUILDING, building(1)).summary()).isEqualTo("b1: nothing odd; 0 of 2880 intervals suspect");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 300})
    void shortAndEmptySeriesAreCheckedWithoutComplaint(int length) {
        LoadSeries series = LoadSeries.ofArray(GRID, building(1)).slice(0, length);

        assertThat(QualityReport.of(BUILDING, series).findings()).isEmpty();
        assertThat(QualityReport.of(PV, series.slice(0, 0)).findings()).isEmpty();
    }

    @Test
    void aSeriesWithoutAnyValueHasNoFindings() {
        LoadSeries missing = LoadSeries.builder(GRID).build();

        assertThat(QualityReport.of(PV, missing).findings()).isEmpty();
    }
}
