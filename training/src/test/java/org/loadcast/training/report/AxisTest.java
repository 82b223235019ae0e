package org.loadcast.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.forecast.Quantiles;

class AxisTest {

    @ParameterizedTest
    @CsvSource({"0, 0.97, 0, 1", "0, 37, 0, 40", "-3.2, 4.2, -4, 6", "-3.2, 4.05, -4, 4", "0, 0, 0, 0.5", "5, 5, 4, 6"})
    void anAxisEndsAtRoundNumbersAroundTheData(double low, double high, double min, double max) {
        var axis = Axis.round(low, high, 0, 100, 4, Numbers::tick);

        assertThat(axis.min()).isEqualTo(min);
        assertThat(axis.max()).isEqualTo(max);
        assertThat(axis.ticks().size()).isBetween(2, 7);
    }

    @Test
    void valuesMapLinearlyToPixelsUpwardsToo() {
        var up = Axis.round(0, 10, 200, 100, 5, Numbers::tick);

        assertThat(up.at(0)).isEqualTo(200);
        assertThat(up.at(5)).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource({"0.0123, 12.3 W", "1.2345, 1.23 kW", "-45.67, −45.7 kW", "228230, 228 MW", "2500000, 2.50 GW", "0, 0 W"
    })
    void powersHaveThreeDigitsAndAFittingUnit(double kilowatts, String text) {
        assertThat(PowerUnit.text(kilowatts)).isEqualTo(text.replace(' ', '\u00a0'));
    }

    @Test
    void whatIsNotDefinedIsADash() {
        assertThat(Numbers.percent(OptionalDouble.empty(), 1)).isEqualTo("–");
        assertThat(Numbers.percent(0.0532, 1)).isEqualTo("5.3\u00a0%");
        assertThat(Numbers.tick(0.1 + 0.2)).isEqualTo("0.3");
    }

    @Test
    void theInnerBandIsThePairOfQuantilesNearestToTheQuartiles() {
        assertThat(DayChart.innerIndex(Quantiles.DECILES)).isEqualTo(1);
        assertThat(DayChart.innerIndex(Quantiles.of(0.05, 0.25, 0.5, 0.75, 0.95)))
                .isEqualTo(1);
        assertThat(DayChart.innerIndex(Quantiles.of(0.1, 0.5, 0.9))).isEqualTo(-1);
    }
}
