package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loadcast.features.series.Interval;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

class WeatherSimulatorTest {

    private static final Interval YEAR =
            new Interval(Instant.parse("2023-01-01T00:00:00Z"), Instant.parse("2024-01-01T00:00:00Z"));

    private final SimulatedWeather weather = new WeatherSimulator(Climate.zaragoza(), 1).simulate(YEAR);
    private final WeatherTable observed = weather.observed(YEAR);

    @Test
    void everyHourHasEveryVariable() {
        assertThat(observed.rows()).isEqualTo(365 * 24);
        assertThat(observed.variables())
                .containsExactlyInAnyOrder(
                        "temperature_c", "relative_humidity", "wind_speed_ms", "cloud_cover", "ghi_wm2");
    }

    @Test
    void temperatureFollowsTheNormalsOfTheClimate() {
        // tolerances: one year of a climate wanders by a degree, one month by three
        assertThat(mean("temperature_c", row -> true)).isCloseTo(15.5, within(1.5));
        assertThat(mean("temperature_c", row -> month(row) == 1)).isCloseTo(6.6, within(3.0));
        assertThat(mean("temperature_c", row -> month(row) == 7)).isCloseTo(25.3, within(3.0));
    }

    @Test
    void nightHasNoSunAndAfternoonsAreWarmerThanDawns() {
        assertThat(mean("ghi_wm2", row -> hour(row) == 0)).isZero();
        assertThat(mean("temperature_c", row -> hour(row) == 15) - mean("temperature_c", row -> hour(row) == 4))
                .isBetween(7.0, 15.0);
    }

    @Test
    void valuesStayInsideTheirPhysicalRange() {
        for (int row = 0; row < observed.rows(); row++) {
            assertThat(observed.value("relative_humidity", row)).isBetween(1.0, 100.0);
            assertThat(observed.value("cloud_cover", row)).isBetween(0.0, 100.0);
            assertThat(observed.value("wind_speed_ms", row)).isBetween(0.0, 40.0);
            assertThat(observed.value("ghi_wm2", row)).isBetween(0.0, 1100.0);
        }
    }

    @Test
    void forecastsComeTwiceADayAndTheirErrorGrowsWithTheLeadTime() {
        // when
        List<WeatherRun> runs = weather.forecasts(YEAR);

        // then
        assertThat(runs).hasSize(2 * 365);
        assertThat(runs.get(1).availableAt()).isEqualTo(Instant.parse("2023-01-01T16:00:00Z"));
        double early = temperatureError(runs, 6);
        double late = temperatureError(runs, 60);
        // mean absolute error = standard deviation x sqrt(2 / pi); 12 % covers the sampling error of 720 runs
        assertThat(early).isCloseTo((0.5 + 1.4 * 6 / 72) * 0.798, within(0.12 * 0.49));
        assertThat(late).isCloseTo((0.5 + 1.4 * 60 / 72) * 0.798, within(0.12 * 1.33));
    }

    @Test
    void aLongerSpanBeginsWithTheSameWeather() {
        // given
        Interval longer = new Interval(YEAR.from(), Instant.parse("2024-02-01T00:00:00Z"));

        // when
        WeatherTable again =
                new WeatherSimulator(Climate.zaragoza(), 1).simulate(longer).observed(YEAR);

        // then
        for (int row = 0; row < observed.rows(); row++) {
            assertThat(again.value("temperature_c", row)).isEqualTo(observed.value("temperature_c", row));
        }
    }

    @Test
    void humidityIsThatOfTheDewPoint() {
        assertThat(SimulatedWeather.relativeHumidity(12, 12)).isCloseTo(100, within(1e-9));
        // air of 20 degrees and 50 % has its dew point at 9.3 degrees (any psychrometric chart)
        assertThat(SimulatedWeather.relativeHumidity(20, 9.3)).isCloseTo(50, within(0.5));
    }

    private double temperatureError(List<WeatherRun> runs, int lead) {
        return runs.stream()
                .map(WeatherRun::table)
                .filter(table -> table.rows() > lead)
                .mapToDouble(table -> {
                    int row = (int) ((table.timestamp(lead).getEpochSecond()
                                    - YEAR.from().getEpochSecond())
                            / 3600);
                    return Math.abs(table.value("temperature_c", lead) - observed.value("temperature_c", row));
                })
                .average()
                .orElseThrow();
    }

    private int month(int row) {
        return observed.timestamp(row).atZone(ZoneOffset.UTC).getMonthValue();
    }

    private int hour(int row) {
        return observed.timestamp(row).atZone(ZoneOffset.UTC).getHour();
    }

    private double mean(String variable, IntPredicate rows) {
        return IntStream.range(0, observed.rows())
                .filter(rows)
                .mapToDouble(row -> observed.value(variable, row))
                .average()
                .orElseThrow();
    }
}
