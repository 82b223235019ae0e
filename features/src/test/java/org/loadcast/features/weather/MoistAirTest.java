package org.loadcast.features.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoistAirTest {

    /** The chart of the US National Weather Service, in whole degrees Fahrenheit. */
    @ParameterizedTest
    @CsvSource({"80, 40, 80", "90, 50, 95", "100, 40, 109", "86, 90, 105", "110, 40, 136", "96, 65, 121"})
    void theHeatIndexIsThatOfTheWeatherServicesChart(double fahrenheit, double humidity, double expectedFahrenheit) {
        double index = MoistAir.heatIndexC((fahrenheit - 32) / 1.8, humidity);

        assertThat(1.8 * index + 32).isCloseTo(expectedFahrenheit, within(0.6)); // the chart is rounded
    }

    /** The table of Environment Canada, in whole degrees. */
    @ParameterizedTest
    @CsvSource({"0, 20, -5", "-10, 30, -20", "-25, 40, -41", "5, 10, 3"})
    void theWindChillIsThatOfCanadasTable(double celsius, double kmh, double expected) {
        assertThat(MoistAir.windChillC(celsius, kmh / 3.6)).isCloseTo(expected, within(0.55)); // the table is rounded
    }

    @Test
    void warmOrCalmAirHasNoWindChill() {
        assertThat(MoistAir.windChillC(15, 20)).isEqualTo(15);
        assertThat(MoistAir.windChillC(-5, 1)).isEqualTo(-5);
    }

    @Test
    void saturatedAirIsAtItsDewPoint() {
        assertThat(MoistAir.dewPointC(18, 100)).isCloseTo(18, within(1e-9)); // rounding
        assertThat(MoistAir.relativeHumidity(18, 18)).isEqualTo(100);
    }

    @Test
    void dewPointAndHumidityAreInverse() {
        assertThat(MoistAir.relativeHumidity(27, MoistAir.dewPointC(27, 43))).isCloseTo(43, within(1e-9)); // rounding
    }

    @Test
    void saturatedAirOfTwentyDegreesHoldsSeventeenGrams() {
        // Psychrometric tables: 17.3 g/m3.
        assertThat(MoistAir.absoluteHumidity(20, 100)).isCloseTo(17.3, within(0.1));
    }

    @Test
    void whatIsMissingStaysMissing() {
        assertThat(MoistAir.heatIndexC(Double.NaN, 50)).isNaN();
        assertThat(MoistAir.windChillC(0, Double.NaN)).isNaN();
        assertThat(MoistAir.dewPointC(20, Double.NaN)).isNaN();
        assertThat(MoistAir.absoluteHumidity(20, Double.NaN)).isNaN();
    }
}
