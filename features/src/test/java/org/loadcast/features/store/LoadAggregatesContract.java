package org.loadcast.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;

/** What every {@link LoadAggregates} does. An adapter's test gives the store. */
public abstract class LoadAggregatesContract {

    private static final Meter AMSTERDAM = meter("a", "Europe/Amsterdam");
    private static final Meter KOLKATA = meter("k", "Asia/Kolkata");
    private static final LocalDate FIRST = LocalDate.parse("2024-03-29");
    private static final LocalDate LAST = LocalDate.parse("2024-04-03");

    /** Sums in another order differ by rounding only. */
    private static final double ROUNDING = 1e-9;

    /** The store that {@link #aggregates} sums up, empty at first. */
    protected abstract MeasurementStore store();

    protected abstract LoadAggregates aggregates();

    private static Meter meter(String id, String zone) {
        return Meter.builder(MeterId.of(id)).zone(ZoneId.of(zone)).build();
    }

    private void write(Meter meter, String from, int step, double... kilowatts) {
        PowerRows rows = new PowerRows();
        for (int i = 0; i < kilowatts.length; i++) {
            rows.add(meter.id(), Instant.parse(from).getEpochSecond() + (long) step * i, kilowatts[i]);
        }
        store().write(rows);
    }

    private static double[] constant(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    private List<DayTotal> days(Meter... meters) {
        return aggregates().days(List.of(meters), FIRST, LAST);
    }

    @Test
    void theDayOnWhichTheClockGoesForwardHasTwentyThreeHours() {
        // 30 March, 0:00 to 2 April, 0:00 in Amsterdam: 71 hours.
        write(AMSTERDAM, "2024-03-29T23:00:00Z", 900, constant(71 * 4, 2));

        List<DayTotal> days = days(AMSTERDAM);

        assertThat(days)
                .extracting(DayTotal::day)
                .containsExactly(
                        LocalDate.parse("2024-03-30"), LocalDate.parse("2024-03-31"), LocalDate.parse("2024-04-01"));
        assertThat(days).extracting(DayTotal::quarters).containsExactly(96, 92, 96);
        assertThat(days).extracting(DayTotal::energyKwh).containsExactly(48.0, 46.0, 48.0);
    }

    @Test
    void aDayBeginsAtLocalMidnightEvenWhereThatIsHalfPastAnHour() {
        write(KOLKATA, "2024-03-31T18:15:00Z", 900, 8, 4, 4);

        List<DayTotal> days = days(KOLKATA);

        assertThat(days).extracting(DayTotal::energyKwh).containsExactly(2.0, 2.0);
        assertThat(days.get(1).peakAt()).isEqualTo(Instant.parse("2024-03-31T18:30:00Z"));
    }

    @Test
    void aLateReadingChangesTheTotalsThatWereTold() {
        write(AMSTERDAM, "2024-04-01T10:00:00Z", 900, 1, 1, 1);
        assertThat(days(AMSTERDAM)).extracting(DayTotal::energyKwh).containsExactly(0.75);

        write(AMSTERDAM, "2024-03-30T10:00:00Z", 900, 4);
        write(AMSTERDAM, "2024-04-01T10:15:00Z", 900, 9);

        assertThat(days(AMSTERDAM)).extracting(DayTotal::energyKwh).containsExactly(1.0, 2.75);
        assertThat(days(AMSTERDAM).get(1).peakKw()).isEqualTo(9);
    }

    @Test
    void aMeterThatMovesToAnotherZoneHasOtherDays() {
        write(AMSTERDAM, "2024-03-31T21:45:00Z", 900, 1, 3);
        assertThat(days(AMSTERDAM)).hasSize(2);

        Meter moved = meter("a", "UTC");

        assertThat(days(moved)).extracting(DayTotal::energyKwh).containsExactly(1.0);
        assertThat(days(AMSTERDAM)).hasSize(2);
    }

    @Test
    void theStatesOfACounterAreTotalledOnceTheNextOneIsKnown() {
        store().write(List.of(counter("2024-03-31T22:00:00Z", 10)));
        assertThat(days(AMSTERDAM)).isEmpty();

        store().write(List.of(counter("2024-04-01T02:00:00Z", 18)));

        assertThat(days(AMSTERDAM)).hasSize(1);
        assertThat(days(AMSTERDAM).get(0).energyKwh()).isCloseTo(8, within(ROUNDING));
        assertThat(days(AMSTERDAM).get(0).peakKw()).isCloseTo(2, within(ROUNDING));
    }

    private static Reading.EnergyCounter counter(String time, double kwh) {
        return new Reading.EnergyCounter(AMSTERDAM.id(), Instant.parse(time), kwh);
    }

    @Test
    void thePeaksAreTheHighestQuarterHoursOfAllMetersAlsoSeveralOfOneDay() {
        write(AMSTERDAM, "2024-04-01T10:00:00Z", 900, 5, 9, 8, 1);
        write(KOLKATA, "2024-04-01T10:00:00Z", 300, 6, 7, 8, 1, 1, 1);

        List<PeakQuarter> peaks = aggregates().peaks(List.of(AMSTERDAM, KOLKATA), FIRST, LAST, 3);

        assertThat(peaks).extracting(PeakQuarter::meanKw).containsExactly(9.0, 8.0, 7.0);
        assertThat(peaks).extracting(p -> p.meter().value()).containsExactly("a", "a", "k");
        assertThat(aggregates().peaks(List.of(KOLKATA), FIRST, LAST, 1))
                .containsExactly(new PeakQuarter(KOLKATA.id(), Instant.parse("2024-04-01T10:00:00Z"), 7));
    }

    @Test
    void liveReadingsAreThoseOfTheMetersAsked() {
        write(AMSTERDAM, "2024-04-01T10:00:00Z", 60, 1, 2, 3);
        write(KOLKATA, "2024-04-01T10:00:00Z", 60, 4, 5, 6);
        Interval minute = new Interval(Instant.parse("2024-04-01T10:01:00Z"), Instant.parse("2024-04-01T10:02:00Z"));

        assertThat(aggregates().power(List.of(KOLKATA), minute))
                .containsExactly(new Reading.Power(KOLKATA.id(), Instant.parse("2024-04-01T10:01:00Z"), 5));
    }

    /** Whatever is written in whatever order and asked meanwhile, the totals are those of a store that is asked only once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void totalsFollowFromTheReadingsInWhateverOrderTheyCame(long seed) {
        Random random = new Random(seed);
        int[] steps = {60, 300, 900, 1800, 3600};
        int step = steps[random.nextInt(steps.length)];
        long start = Instant.parse("2024-03-29T12:00:00Z").getEpochSecond();
        int count = 3 * 86_400 / step;
        for (int round = 0; round < 12; round++) {
            PowerRows rows = new PowerRows();
            int from = random.nextInt(count);
            for (int i = from; i < Math.min(count, from + random.nextInt(count / 2)); i++) {
                rows.add(AMSTERDAM.id(), start + (long) i * step, random.nextInt(1000) / 100.0);
            }
            store().write(rows);
            if (random.nextBoolean()) {
                days(AMSTERDAM);
            }
        }

        List<DayTotal> kept = days(AMSTERDAM);
        List<DayTotal> expected = new QueriedAggregates(store()).days(List.of(AMSTERDAM), FIRST, LAST);

        assertThat(kept).hasSameSizeAs(expected);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i).energyKwh()).isCloseTo(expected.get(i).energyKwh(), within(ROUNDING));
            assertThat(kept.get(i).quarters()).isEqualTo(expected.get(i).quarters());
            assertThat(kept.get(i).peakKw()).isCloseTo(expected.get(i).peakKw(), within(ROUNDING));
        }
    }
}
