package org.loadcast.features.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

class LoadStatisticsTest {

    private static LoadStatistics quarterHours(double... kilowatts) {
        TimeGrid grid = new TimeGrid(Instant.EPOCH, Duration.ofMinutes(15), kilowatts.length);
        return LoadStatistics.of(LoadSeries.ofArray(grid, kilowatts));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.25, 2", "0.5, 3", "0.625, 3.5", "0.75, 4", "1, 9"})
    void percentilesAreLinearBetweenTheValues(double share, double kilowatts) {
        assertThat(quarterHours(9, Double.NaN, 1, 3, 4, 2).percentileKw(share)).isEqualTo(kilowatts);
    }

    @Test
    void meanPeakEnergyAndLoadFactor() {
        LoadStatistics statistics = quarterHours(1, 2, Double.NaN, 3, 10);

        assertThat(statistics.count()).isEqualTo(4);
        assertThat(statistics.meanKw()).isEqualTo(4);
        assertThat(statistics.peakKw()).isEqualTo(10);
        assertThat(statistics.energyKwh()).isEqualTo(4);
        assertThat(statistics.loadFactor()).hasValue(0.4);
    }

    @Test
    void theBaseLoadIsTheFifthPercentile() {
        double[] values = new double[101];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 - i;
        }

        // the position 0.05 * 100 is a rounded product
        assertThat(quarterHours(values).baseLoadKw()).isCloseTo(5, within(1e-9));
    }

    @Test
    void theDurationCurveFallsFromThePeakToTheLowest() {
        assertThat(quarterHours(3, 1, 5, 2, 4).durationCurveKw(5)).containsExactly(5, 4, 3, 2, 1);
        assertThat(quarterHours(3, 1, 5, 2, 4).durationCurveKw(3)).containsExactly(5, 3, 1);
    }

    @Test
    void generationAloneHasNoLoadFactor() {
        assertThat(quarterHours(-1, -2).loadFactor()).isEmpty();
    }

    @Test
    void nothingToCountIsAClearError() {
        assertThatThrownBy(() -> quarterHours(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no value");
        assertThatThrownBy(() -> quarterHours(1).percentileKw(95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Share 95.0 is not from 0 to 1");
        assertThatThrownBy(() -> quarterHours(1).durationCurveKw(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 points");
    }
}
