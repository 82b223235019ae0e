package org.loadcast.features.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.weather.WeatherTable;

class WeatherColumnTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final TimeGrid YEAR = new TimeGrid(START, Duration.ofMinutes(15), 366 * 96);
    private static final long ALWAYS = Long.MAX_VALUE - 1;

    @Test
    void aShortRunInAYearHasItsValuesWhereItsTimesAre() {
        // given: 10, 14 and 18 degrees at 6, 7 and 8 o'clock of day 100
        WeatherTable run = hours(START.plus(Duration.ofDays(100)).plus(Duration.ofHours(6)), 10, 14, 18);

        // when
        WeatherColumn column = WeatherColumn.of(run, "temperature_c", YEAR);

        // then
        int six = 100 * 96 + 24;
        assertThat(column.valueKnownAt(six - 1, ALWAYS)).isNaN();
        assertThat(column.valueKnownAt(six, ALWAYS)).isEqualTo(10);
        assertThat(column.valueKnownAt(six + 2, ALWAYS)).isEqualTo(12);
        assertThat(column.valueKnownAt(six + 8, ALWAYS)).isEqualTo(18);
    }

    @Test
    void theLastValueIsHeldForSixHoursAndNotLonger() {
        WeatherTable run = hours(START.plus(Duration.ofDays(1)), 10, 14);

        WeatherColumn column = WeatherColumn.of(run, "temperature_c", YEAR);

        int last = 96 + 4;
        assertThat(column.valueKnownAt(last + 23, ALWAYS)).isEqualTo(14);
        assertThat(column.valueKnownAt(last + 24, ALWAYS)).isNaN();
    }

    @Test
    void anInterpolatedValueIsNotKnownBeforeTheHourThatItLeansOnHasEnded() {
        // given
        WeatherTable table = hours(START, 10, 14, 18);
        WeatherColumn column = WeatherColumn.of(table, "temperature_c", YEAR);
        long twoOClock = START.plus(Duration.ofHours(2)).getEpochSecond();

        // then: 0:30 leans on the hour from 1 to 2; before its end the hour from 0 to 1 is held
        assertThat(column.valueKnownAt(2, twoOClock)).isEqualTo(12);
        assertThat(column.valueKnownAt(2, twoOClock - 1)).isEqualTo(10);
    }

    @Test
    void aRowThatIsStoredButNotKnownYetLeavesTheNewestKnownOneInPlace() {
        // given: at two o'clock the hour from one is known, the hours from two and three are not
        long twoOClock = START.plus(Duration.ofHours(2)).getEpochSecond();
        WeatherColumn later = WeatherColumn.of(hours(START, 10, 14, 18, 22), "temperature_c", YEAR);
        WeatherColumn then = WeatherColumn.of(hours(START, 10, 14), "temperature_c", YEAR);

        // then: whoever looks back sees what was seen then
        for (int index = 0; index < 4 * 24; index++) {
            assertThat(later.valueKnownAt(index, twoOClock))
                    .isEqualTo(Double.valueOf(then.valueKnownAt(index, twoOClock)));
        }
        assertThat(later.valueKnownAt(8, twoOClock)).isEqualTo(14);
        assertThat(later.valueKnownAt(4 + 24, twoOClock)).isNaN();
    }

    @Test
    void finerWeatherIsAveraged() {
        // given: a value every five minutes
        WeatherTable.Builder table = WeatherTable.builder("here");
        IntStream.range(0, 6).forEach(i -> table.set(START.plusSeconds(300L * i), "ghi_wm2", 10 * i));

        // when
        WeatherColumn column = WeatherColumn.of(table.build(), "ghi_wm2", YEAR);

        // then
        assertThat(column.valueKnownAt(0, ALWAYS)).isEqualTo(10);
        assertThat(column.valueKnownAt(1, ALWAYS)).isEqualTo(40);
        assertThat(column.valueKnownAt(2, ALWAYS)).isNaN();
    }

    @Test
    void weatherBeforeAndAfterTheGridIsLeftOut() {
        TimeGrid hour = new TimeGrid(START, Duration.ofMinutes(15), 4);

        assertThat(WeatherColumn.of(hours(START.minus(Duration.ofDays(9)), 1, 2), "temperature_c", hour)
                        .valueKnownAt(0, ALWAYS))
                .isNaN();
        assertThat(WeatherColumn.of(hours(START.plus(Duration.ofDays(9)), 1, 2), "temperature_c", hour)
                        .valueKnownAt(3, ALWAYS))
                .isNaN();
    }

    private static WeatherTable hours(Instant from, double... temperatures) {
        WeatherTable.Builder table = WeatherTable.builder("here");
        for (int i = 0; i < temperatures.length; i++) {
            table.set(from.plus(Duration.ofHours(i)), "temperature_c", temperatures[i]);
        }
        return table.build();
    }
}
