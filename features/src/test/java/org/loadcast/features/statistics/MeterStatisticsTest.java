package org.loadcast.features.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

class MeterStatisticsTest {

    private static final Meter METER =
            Meter.builder(MeterId.of("m")).zone(ZoneId.of("Europe/Amsterdam")).build();

    private static MeterStatistics hourly(String start, int hours, IntToDoubleFunction kilowatts) {
        double[] values = new double[hours];
        Arrays.setAll(values, kilowatts);
        TimeGrid grid = new TimeGrid(Instant.parse(start), Duration.ofHours(1), hours);
        HolidayCalendar holidays = HolidayCalendar.of(Map.of(LocalDate.parse("2021-05-05"), "Liberation Day"));
        return MeterStatistics.of(METER, LoadSeries.ofArray(grid, values), holidays);
    }

    @Test
    void theHourTwiceAtTheEndOfSummerTimeHasTwoValuesAndTheOneLeftOutInSpringNone() {
        // Local midnight in Amsterdam; the days have 25 and 23 hours.
        MeterStatistics autumn = hourly("2021-10-30T22:00:00Z", 25, i -> i);
        MeterStatistics spring = hourly("2021-03-27T23:00:00Z", 23, i -> i);

        assertThat(autumn.hours()).hasSize(24);
        assertThat(autumn.hours().get(2).load().count()).isEqualTo(2);
        assertThat(autumn.hours().get(2).load().meanKw()).isEqualTo(2.5);
        assertThat(spring.hours())
                .extracting(MeterStatistics.Hour::hour)
                .doesNotContain(2)
                .hasSize(23);
    }

    @Test
    void aHolidayCountsAsASundayAndHasAProfileOfItsOwn() {
        // Monday 3 to Sunday 9 May 2021; the Wednesday is a holiday.
        MeterStatistics week = hourly("2021-05-02T22:00:00Z", 168, i -> i / 24 == 2 ? 7 : 1);

        assertThat(week.days())
                .extracting(MeterStatistics.Day::type)
                .containsExactly(DayType.WORKDAY, DayType.SATURDAY, DayType.SUNDAY_OR_HOLIDAY);
        assertThat(week.days().get(0).load().count()).isEqualTo(4 * 24);
        assertThat(week.days().get(2).load().meanKw()).isEqualTo(4);
        assertThat(week.days().get(2).hours()).hasSize(24);
    }

    @ParameterizedTest
    @CsvSource({"-5, GREEN", "2, GREEN", "2.001, YELLOW", "3, YELLOW", "3.001, RED", "9, RED", "9.001, CRITICAL"})
    void aLevelEndsWithItsLimit(double kilowatts, Level level) {
        assertThat(new LevelScale(false, 2, 3, 9).of(kilowatts)).isEqualTo(level);
    }

    @Test
    void limitsThatFallAreRefused() {
        assertThatThrownBy(() -> new LevelScale(false, 3, 2, 9)).hasMessageContaining("do not rise");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyValueOfAnyMeterHasALevelAndMostAreNotCritical(long seed) {
        Random random = new Random(seed);
        double scale = Math.pow(10, random.nextInt(7) - 3);
        double shift = random.nextInt(3) - 1;
        double zeros = random.nextDouble();
        double[] values = random.doubles(2_000)
                .map(v -> v < zeros / 2 ? 0 : scale * (shift - Math.log(1 - v)))
                .toArray();

        MeterStatistics statistics = hourly("2021-01-01T00:00:00Z", values.length, i -> values[i]);
        long critical = Arrays.stream(values)
                .filter(v -> statistics.levels().of(v) == Level.CRITICAL)
                .count();

        assertThat(critical).isLessThan(values.length / 20);
    }

    @Test
    void aConstantLoadIsGreen() {
        MeterStatistics constant = hourly("2021-01-01T00:00:00Z", 100, i -> 0.4);

        assertThat(constant.levels().of(0.4)).isEqualTo(Level.GREEN);
        assertThat(constant.criticalBy()).isEqualTo("counted");
        assertThat(constant.fits()).isEmpty();
    }

    @Test
    void aMeterThatGeneratesIsLevelledByItsGeneration() {
        MeterStatistics pv = hourly("2021-06-01T00:00:00Z", 240, i -> -Math.max(0, 5 - Math.abs(i % 24 - 12)));

        assertThat(pv.isGenerating()).isTrue();
        assertThat(pv.levels().of(0)).isEqualTo(Level.GREEN);
        assertThat(pv.levels().of(-5)).isIn(Level.RED, Level.CRITICAL);
        assertThat(pv.load().lowestKw()).isEqualTo(-5);
        assertThat(pv.criticalBy()).isEqualTo("counted");
    }
}
