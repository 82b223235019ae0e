package org.loadcast.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.LoadSeries;

/** What every {@link MeasurementStore} does. An adapter's test gives the store. */
public abstract class MeasurementStoreContract {

    protected static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    protected static final MeterId METER = MeterId.of("M-17");
    private static final MeterId OTHER = MeterId.of("feeder:north");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** Means of means round differently from one mean; a nanowatt is far below any meter. */
    private static final double ROUNDING = 1e-9;

    /** An empty store, the same one during a test. */
    protected abstract MeasurementStore store();

    /** Waits until what was written can be read; most stores need not. */
    protected void settle() {}

    private void write(Reading... readings) {
        store().write(List.of(readings));
        settle();
    }

    protected static Reading.Power power(MeterId meter, String time, double kilowatts) {
        return new Reading.Power(meter, Instant.parse(time), kilowatts);
    }

    private static Reading.EnergyCounter counter(String time, double kilowattHours) {
        return new Reading.EnergyCounter(METER, Instant.parse(time), kilowattHours);
    }

    private static Interval interval(String from, String to) {
        return new Interval(Instant.parse(from), Instant.parse(to));
    }

    /** Readings of 1, 2, 3, ... kW, one every {@code step}. */
    private static List<Reading> rising(MeterId meter, Duration step, int count) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(new Reading.Power(meter, START.plus(step.multipliedBy(i)), i + 1));
        }
        return readings;
    }

    @Test
    void anEmptyStoreKnowsNoMeterAndAnswersWithMissingValues() {
        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofHours(1)), QUARTER);

        // then
        assertThat(load.length()).isEqualTo(4);
        assertThat(load.present()).isZero();
        assertThat(store().meters()).isEmpty();
        assertThat(store().span(METER)).isEmpty();
        assertThat(store().nativeStep(METER)).isEmpty();
        assertThat(store().latest(METER)).isEmpty();
        assertThat(store().readings(METER, Interval.of(START, QUARTER))).isEmpty();
    }

    @Test
    void readingsComeBackByTimeAndByMeter() {
        // given
        Reading late = power(METER, "2024-03-01T00:15:00Z", -2.5);
        Reading early = power(METER, "2024-03-01T00:00:00Z", 1.25);
        Reading foreign = power(OTHER, "2024-03-01T00:00:00Z", 99);

        // when
        write(late, foreign, early);

        // then
        assertThat(store().readings(METER, Interval.of(START, Duration.ofHours(1))))
                .containsExactly(early, late);
        assertThat(store().readings(METER, Interval.of(START, QUARTER))).containsExactly(early);
        assertThat(store().meters()).containsExactly(METER, OTHER);
    }

    @Test
    void allReadingsCanBeAskedForAtOnce() {
        // given
        Reading only = power(METER, "2024-03-01T00:00:00Z", 1);

        // when
        write(only);

        // then
        assertThat(store().readings(METER, new Interval(Instant.MIN, Instant.MAX)))
                .containsExactly(only);
    }

    @Test
    void whatIsRemovedIsGoneAndTheRestStays() {
        // given minutes of 1..45 kW, another meter, and a counter
        write(rising(METER, Duration.ofMinutes(1), 45).toArray(Reading[]::new));
        write(power(OTHER, "2024-03-01T00:20:00Z", 99), counter("2024-03-01T00:20:00Z", 7));

        // when
        store().remove(METER, interval("2024-03-01T00:10:00Z", "2024-03-01T00:30:00Z"));
        settle();

        // then 16 to 30 kW are gone whole, 11 to 15 in part
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofMinutes(45)), QUARTER);
        assertThat(load.isMissing(0)).isTrue();
        assertThat(load.isMissing(1)).isTrue();
        assertThat(load.kilowatts(2)).isCloseTo(38, within(ROUNDING));
        assertThat(store().readings(METER, Interval.of(START, Duration.ofHours(1))))
                .hasSize(25);
        assertThat(store().readings(OTHER, Interval.of(START, Duration.ofHours(1))))
                .hasSize(1);
    }

    @Test
    void aMeterWhoseReadingsAreAllRemovedIsNotThereAnyMore() {
        // given
        write(rising(METER, QUARTER, 8).toArray(Reading[]::new));

        // when
        store().remove(METER, Interval.of(START, Duration.ofHours(2)));
        settle();

        // then
        assertThat(store().meters()).isEmpty();
        assertThat(store().span(METER)).isEmpty();
    }

    @Test
    void loadOnTheNativeStepIsWhatWasWritten() {
        // given
        write(rising(METER, QUARTER, 8).toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofHours(2)), QUARTER);

        // then
        assertThat(load.grid().start()).isEqualTo(START);
        assertThat(load.toArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void finerReadingsAreAveragedOverTheStep() {
        // given minutes 1..30 kW: quarters of mean (1 + 15) / 2 and (16 + 30) / 2
        write(rising(METER, Duration.ofMinutes(1), 30).toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofMinutes(30)), QUARTER);

        // then
        assertThat(load.toArray()).containsExactly(new double[] {8, 23}, within(ROUNDING));
    }

    @Test
    void endsOfIntervalsAreThoseOfFinerReadings() {
        // given minutes 1..30 kW
        write(rising(METER, Duration.ofMinutes(1), 30).toArray(Reading[]::new));
        Interval halfAnHour = Interval.of(START, Duration.ofMinutes(30));

        // when
        Optional<IntervalEnds> ends = store().ends(METER, halfAnHour, QUARTER, Duration.ofMinutes(1));

        // then
        assertThat(ends.orElseThrow().fifteenth().toArray()).containsExactly(new double[] {15, 30}, within(ROUNDING));
        assertThat(ends.orElseThrow().third().toArray()).containsExactly(new double[] {13, 28}, within(ROUNDING));
        assertThat(store().ends(METER, halfAnHour, QUARTER, QUARTER)).isEmpty();
    }

    @Test
    void endsOfIntervalsAreThoseOfReadingsThatComeAtAnyTime() {
        // given two quarters of an hour of readings about every minute, 2 kW in the last five of each and 1 kW before
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            Instant at = START.plusSeconds(60L * minute + minute * 7 % 11);
            readings.add(new Reading.Power(METER, at, minute % 15 >= 10 ? 2 : 1));
        }
        write(readings.toArray(Reading[]::new));

        IntervalEnds ends = store().ends(
                        METER, Interval.of(START, Duration.ofMinutes(30)), QUARTER, Duration.ofSeconds(60))
                .orElseThrow();

        assertThat(ends.fifteenth().toArray()).containsExactly(2, 2);
        assertThat(ends.third().toArray()).containsExactly(new double[] {2, 2}, within(0.05));
    }

    @Test
    void endsOfIntervalsFollowFromACounter() {
        // given 3 kW for ten minutes and 6 kW for the last five
        List<Reading> states = new ArrayList<>();
        for (int minute = 0; minute <= 15; minute++) {
            double kilowattHours = 3 * minute / 60.0 + 3 * Math.max(0, minute - 10) / 60.0;
            states.add(new Reading.EnergyCounter(METER, START.plus(Duration.ofMinutes(minute)), kilowattHours));
        }
        write(states.toArray(Reading[]::new));

        IntervalEnds ends = store().ends(METER, Interval.of(START, QUARTER), QUARTER, Duration.ofMinutes(1))
                .orElseThrow();

        assertThat(ends.third().toArray()).containsExactly(new double[] {6}, within(ROUNDING));
    }

    @Test
    void tenMinuteReadingsAreSharedBetweenQuarters() {
        // given 10-minute readings 1, 2, 3 kW: quarters of (10 x 1 + 5 x 2) / 15 and (5 x 2 + 10 x 3) / 15
        write(rising(METER, Duration.ofMinutes(10), 6).toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofMinutes(30)), QUARTER);

        // then
        assertThat(load.toArray()).containsExactly(new double[] {20.0 / 15, 40.0 / 15}, within(ROUNDING));
    }

    @Test
    void coarserReadingsAreSpreadOverTheStep() {
        // given
        write(rising(METER, Duration.ofHours(1), 3).toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofHours(2)), Duration.ofMinutes(30));

        // then
        assertThat(load.toArray()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void aStepOfWhichAPartIsMissingIsMissing() {
        // given minutes 0..59 without minute 20, and one whole hour after it
        List<Reading> readings = new ArrayList<>(rising(METER, Duration.ofMinutes(1), 120));
        readings.remove(20);
        write(readings.toArray(Reading[]::new));

        // when
        LoadSeries quarters = store().load(METER, Interval.of(START, Duration.ofHours(1)), QUARTER);
        LoadSeries hours = store().load(METER, Interval.of(START, Duration.ofHours(2)), Duration.ofHours(1));

        // then
        assertThat(quarters.isMissing(0)).isFalse();
        assertThat(quarters.isMissing(1)).isTrue();
        assertThat(quarters.isMissing(2)).isFalse();
        assertThat(hours.isMissing(0)).isTrue();
        assertThat(hours.kilowatts(1)).isCloseTo((61 + 120) / 2.0, within(ROUNDING));
    }

    @Test
    void aMessageThatWasLostIsNoGap() {
        // given a reading every ten seconds without one of the first quarter, and without a minute of the second
        List<Reading> readings = new ArrayList<>(rising(METER, Duration.ofSeconds(10), 360));
        readings.subList(100, 106).clear();
        readings.remove(40);
        write(readings.toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofHours(1)), QUARTER);

        // then
        assertThat(load.kilowatts(0)).isCloseTo((90 * 91 / 2 - 41) / 89.0, within(ROUNDING));
        assertThat(load.isMissing(1)).isTrue();
        assertThat(load.kilowatts(2)).isCloseTo((181 + 270) / 2.0, within(ROUNDING));
    }

    /** A utility's file of the past, then a device that reports live. */
    @ParameterizedTest
    @CsvSource({
        "192, 10",
        "192, 11",
        "192, 60",
        "192, 300",
        "192, 420",
        "240, 10",
        "240, 11",
        "240, 60",
        "200, 10",
        "280, 10"
    })
    void aMeterThatReportsMoreOftenThanBeforeKeepsItsOlderLoad(int quarters, int liveSeconds) {
        // given some days of quarter-hours, then live readings from the next day on, or the same
        List<Reading> readings = new ArrayList<>(rising(METER, QUARTER, quarters));
        for (Instant at = START.plus(QUARTER.multipliedBy(quarters));
                at.isBefore(START.plus(Duration.ofDays(3)));
                at = at.plusSeconds(liveSeconds)) {
            readings.add(new Reading.Power(METER, at, 7));
        }
        write(readings.toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofDays(3)), QUARTER);
        LoadSeries hours = store().load(METER, Interval.of(START, Duration.ofDays(3)), Duration.ofHours(1));

        // then
        assertThat(load.present()).isEqualTo(3 * 96);
        assertThat(load.kilowatts(0)).isEqualTo(1);
        assertThat(load.kilowatts(quarters - 1)).isEqualTo(quarters);
        assertThat(load.kilowatts(quarters + 2)).isCloseTo(7, within(ROUNDING));
        assertThat(hours.present()).isEqualTo(3 * 24);
        assertThat(hours.kilowatts(0)).isCloseTo((1 + 2 + 3 + 4) / 4.0, within(ROUNDING));
        assertThat(store().nativeStep(METER)).contains(Duration.ofSeconds(liveSeconds));
    }

    @Test
    void aMeterThatReportsMoreOftenUnderLoadIsAveragedOverTimeAndNotOverReadings() {
        // given a day in which every second quarter begins with five minutes of 3 kW
        List<Reading> readings = new ArrayList<>();
        for (int second = 0; second < 86_400; ) {
            boolean busy = second % 1800 >= 900 && second % 900 < 300;
            readings.add(new Reading.Power(METER, START.plusSeconds(second), busy ? 3 : 1));
            second += busy ? 10 : 14;
        }
        write(readings.toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofDays(1)), QUARTER);

        // then
        assertThat(load.present()).isEqualTo(96);
        assertThat(load.kilowatts(41)).isCloseTo((5 * 3 + 10 * 1) / 15.0, within(0.04));
        assertThat(load.kilowatts(42)).isCloseTo(1, within(0.04));
    }

    @Test
    void aMeterThatReportsChangesOnlyHasTheValueThatItReportedLast() {
        // given two days in which changes come after seconds or minutes, and an hour without any
        Random random = new Random(1);
        int[] gaps = {2, 5, 9, 20, 45, 120, 400, 800};
        int silent = 100_000;
        double[] bySecond = new double[2 * 86_400];
        List<Reading> readings = new ArrayList<>();
        int gap;
        for (int second = 0; second < bySecond.length; second += gap) {
            boolean isSilent = second >= silent && second < silent + 800;
            gap = isSilent ? 3600 : gaps[random.nextInt(gaps.length)];
            double value = random.nextInt(100) / 10.0;
            readings.add(new Reading.Power(METER, START.plusSeconds(second), value));
            int end = Math.min(second + gap, bySecond.length);
            Arrays.fill(bySecond, second, end, Double.NaN);
            Arrays.fill(bySecond, second, Math.min(second + 900, end), value);
        }
        write(readings.toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofDays(2)), QUARTER);
        LoadSeries part = store().load(METER, Interval.of(START.plusSeconds(45_000), Duration.ofHours(3)), QUARTER);

        // then
        for (int quarter = 0; quarter < 192; quarter++) {
            double[] known = Arrays.stream(bySecond, quarter * 900, (quarter + 1) * 900)
                    .filter(kilowatts -> !Double.isNaN(kilowatts))
                    .toArray();
            if (known.length < 900 - 36) {
                assertThat(load.isMissing(quarter)).isTrue();
            } else {
                assertThat(load.kilowatts(quarter))
                        .isCloseTo(Arrays.stream(known).average().orElseThrow(), within(ROUNDING));
            }
        }
        assertThat(load.present()).isBetween(187, 190);
        assertThat(part.toArray()).containsExactly(Arrays.copyOfRange(load.toArray(), 50, 62), within(ROUNDING));
    }

    @Test
    void aMeterThatReportsLessOftenThanBeforeKeepsItsOlderLoad() {
        // given a day of minutes, then one of hours
        List<Reading> readings = new ArrayList<>(rising(METER, Duration.ofMinutes(1), 1440));
        for (int hour = 24; hour < 48; hour++) {
            readings.add(new Reading.Power(METER, START.plus(Duration.ofHours(hour)), 7));
        }
        write(readings.toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofDays(2)), QUARTER);

        // then
        assertThat(load.present()).isEqualTo(2 * 96);
        assertThat(load.kilowatts(0)).isCloseTo(8, within(ROUNDING));
        assertThat(load.kilowatts(191)).isEqualTo(7);
    }

    @Test
    void aMeterWhoseClockWaversHasNoGaps() {
        // given readings about every minute, some seconds off
        List<Reading> readings = new ArrayList<>();
        for (int i = -2; i < 64; i++) {
            readings.add(new Reading.Power(METER, START.plusSeconds(60L * i + (i * i) % 7), 5));
        }
        write(readings.toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofHours(1)), QUARTER);

        // then
        assertThat(load.present()).isEqualTo(4);
        assertThat(load.kilowatts(3)).isCloseTo(5, within(ROUNDING));
    }

    @Test
    void theSameMeterAndTimeAgainReplaces() {
        // given
        write(power(METER, "2024-03-01T00:00:00Z", 1), power(METER, "2024-03-01T00:15:00Z", 2));

        // when
        write(power(METER, "2024-03-01T00:00:00Z", 7));

        // then
        assertThat(store().load(METER, Interval.of(START, Duration.ofMinutes(30)), QUARTER)
                        .toArray())
                .containsExactly(7, 2);
    }

    @Test
    void theLastOfTwoInOneBatchStands() {
        // when
        write(
                power(METER, "2024-03-01T00:00:00Z", 1),
                power(METER, "2024-03-01T00:00:00Z", 3),
                power(METER, "2024-03-01T00:15:00Z", 2));

        // then
        assertThat(store().readings(METER, Interval.of(START, QUARTER)))
                .containsExactly(power(METER, "2024-03-01T00:00:00Z", 3));
    }

    @Test
    void lateAndCorrectedReadingsReachTheMeans() {
        // given an hour by minutes at 10 kW, its minute 7 missing
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            if (minute != 7) {
                readings.add(new Reading.Power(METER, START.plusSeconds(60L * minute), 10));
            }
        }
        write(readings.toArray(Reading[]::new));

        // when minute 7 comes late and minute 8 is corrected by 15 kW
        write(power(METER, "2024-03-01T00:07:00Z", 10));
        write(power(METER, "2024-03-01T00:08:00Z", 25));

        // then the first quarter rose by 15 / 15 kW
        assertThat(store().load(METER, Interval.of(START, Duration.ofHours(1)), QUARTER)
                        .toArray())
                .containsExactly(new double[] {11, 10, 10, 10}, within(ROUNDING));
    }

    @Test
    void countersBecomePowerBetweenTwoStates() {
        // given 1 kWh in the first quarter, 3 kWh over the next half hour
        write(
                counter("2024-03-01T00:00:00Z", 100),
                counter("2024-03-01T00:15:00Z", 101),
                counter("2024-03-01T00:45:00Z", 104));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofHours(1)), QUARTER);

        // then
        assertThat(load.isMissing(3)).isTrue();
        assertThat(load.slice(0, 3).toArray()).containsExactly(new double[] {4, 6, 6}, within(ROUNDING));
    }

    @Test
    void aCounterReadOnBothSidesOfTheIntervalCoversIt() {
        // given 24 kWh over two hours
        write(counter("2024-02-29T23:00:00Z", 10), counter("2024-03-01T01:00:00Z", 34));

        // when
        LoadSeries load = store().load(METER, Interval.of(START, Duration.ofMinutes(30)), QUARTER);

        // then
        assertThat(load.toArray()).containsExactly(new double[] {12, 12}, within(ROUNDING));
    }

    @Test
    void aCounterThatTurnsOverLosesNothingAndOneThatIsResetTellsNothing() {
        // given 1 kWh over the end of a register of 100,000 kWh, then a new meter
        write(
                counter("2024-03-01T00:00:00Z", 99_999.5),
                counter("2024-03-01T00:15:00Z", 0.5),
                counter("2024-03-01T00:30:00Z", 1.5),
                counter("2024-03-01T00:45:00Z", 0.25),
                counter("2024-03-01T01:00:00Z", 0.75));

        LoadSeries load = store().load(METER, interval("2024-03-01T00:00:00Z", "2024-03-01T01:00:00Z"), QUARTER);

        assertThat(load.toArray()).containsExactly(4, 4, Double.NaN, 2);
    }

    @Test
    void countersComeBackAsCounters() {
        // given
        Reading state = counter("2024-03-01T00:15:00Z", 101);

        // when
        write(counter("2024-03-01T00:00:00Z", 100), state);

        // then
        assertThat(store().readings(METER, interval("2024-03-01T00:01:00Z", "2024-03-01T01:00:00Z")))
                .containsExactly(state);
        assertThat(store().counters(METER, interval("2024-03-01T00:01:00Z", "2024-03-01T01:00:00Z")))
                .containsExactly((Reading.EnergyCounter) state);
        assertThat(store().latest(METER)).contains(state);
        assertThat(store().nativeStep(METER)).contains(QUARTER);
        assertThat(store().span(METER)).contains(interval("2024-03-01T00:00:00Z", "2024-03-01T00:15:00Z"));
        assertThat(store().meters()).containsExactly(METER);
    }

    @Test
    void anEnergyOfAnIntervalIsKeptAsItsMeanPower() {
        // when 0.5 kWh in a quarter of an hour
        write(new Reading.EnergyDelta(METER, START, QUARTER, 0.5));

        // then
        assertThat(store().readings(METER, Interval.of(START, QUARTER)))
                .containsExactly(power(METER, "2024-03-01T00:00:00Z", 2));
    }

    @Test
    void spanReachesToTheEndOfTheLastReading() {
        // given
        write(rising(METER, Duration.ofMinutes(30), 4).toArray(Reading[]::new));

        // then
        assertThat(store().span(METER)).contains(Interval.of(START, Duration.ofHours(2)));
        assertThat(store().nativeStep(METER)).contains(Duration.ofMinutes(30));
        assertThat(store().latest(METER)).contains(power(METER, "2024-03-01T01:30:00Z", 4));
    }

    @Test
    void theNativeStepIsTheUsualDistanceInSpiteOfGaps() {
        // given
        List<Reading> readings = new ArrayList<>(rising(METER, Duration.ofMinutes(5), 40));
        readings.subList(10, 20).clear();

        // when
        write(readings.toArray(Reading[]::new));

        // then
        assertThat(store().nativeStep(METER)).contains(Duration.ofMinutes(5));
    }

    @Test
    void rowsInBulkAreReadingsLikeAnyOther() {
        // given
        PowerRows rows = new PowerRows();
        for (int i = 0; i < 8; i++) {
            rows.add(METER, START.getEpochSecond() + 900L * i, i + 1);
            rows.add(OTHER, START.getEpochSecond() + 900L * i, -i);
        }

        // when
        WriteCounts counts = store().write(rows);
        settle();

        // then
        assertThat(counts.total()).isEqualTo(16);
        assertThat(store().load(METER, Interval.of(START, Duration.ofHours(1)), QUARTER)
                        .toArray())
                .containsExactly(1, 2, 3, 4);
        assertThat(store().load(OTHER, Interval.of(START, Duration.ofHours(1)), QUARTER)
                        .toArray())
                .containsExactly(0, -1, -2, -3);
    }

    @Test
    void anIntervalOffTheGridIsCoveredWhole() {
        // given
        write(rising(METER, QUARTER, 4).toArray(Reading[]::new));

        // when
        LoadSeries load = store().load(METER, interval("2024-03-01T00:10:00Z", "2024-03-01T00:20:00Z"), QUARTER);

        // then
        assertThat(load.grid().start()).isEqualTo(START);
        assertThat(load.toArray()).containsExactly(1, 2);
    }
}
