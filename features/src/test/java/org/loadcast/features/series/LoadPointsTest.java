package org.loadcast.features.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoadPointsTest {

    @Test
    void theNativeStepIsTheUsualDistance() {
        LoadPoints points = new LoadPoints();
        for (int second : new int[] {0, 900, 1800, 9000, 9900}) {
            points.add(second, 1);
        }

        assertThat(points.nativeStep()).contains(Duration.ofMinutes(15));
    }

    @Test
    void onePointHasNoStep() {
        LoadPoints points = new LoadPoints();
        points.add(0, 1);

        assertThat(points.nativeStep()).isEmpty();
    }

    @Test
    void pointsInAnyOrderAreLaidOnTheGridAndGapsAreMissing() {
        LoadPoints points = new LoadPoints();
        points.add(2700, 4);
        points.add(0, 1);
        points.add(900, 2);

        LoadSeries series = points.toSeries(Duration.ofMinutes(15));

        assertThat(series.grid()).isEqualTo(new TimeGrid(Instant.EPOCH, Duration.ofMinutes(15), 4));
        assertThat(series.toArray()).containsExactly(1, 2, Double.NaN, 4);
    }

    @Test
    void aPointBesideTheRasterBelongsToTheIntervalThatHoldsIt() {
        LoadPoints points = new LoadPoints();
        points.add(7, 1);
        points.add(907, 2);

        assertThat(points.toSeries(Duration.ofMinutes(15)).toArray()).containsExactly(1, 2);
    }

    @Test
    void noPointsMakeAnEmptySeries() {
        assertThat(new LoadPoints().toSeries(Duration.ofMinutes(15)).length()).isZero();
    }

    @Test
    void notANumberIsRefused() {
        assertThatThrownBy(() -> new LoadPoints().add(0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Leave a missing value out");
    }
}
