package org.loadcast.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;

class BacktestRowsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant MIDNIGHT = Instant.parse("2021-01-20T00:00:00Z");
    private static final MeterId A = MeterId.of("a");
    private static final MeterId B = MeterId.of("b");
    private static final Quantiles MEDIAN = Quantiles.of(0.5);

    @Test
    void rowsAreOrderedByMeterCutoffAndTarget() {
        var rows = BacktestRows.builder(MEDIAN, HOUR)
                .add(B, MIDNIGHT, MIDNIGHT, new double[] {4}, 40)
                .add(A, MIDNIGHT.plus(HOUR), MIDNIGHT.plus(HOUR), new double[] {3}, 30)
                .addUnmeasured(A, MIDNIGHT, MIDNIGHT.plus(HOUR), new double[] {2})
                .add(A, MIDNIGHT, MIDNIGHT, new double[] {1}, 10)
                .build();

        assertThat(rows.meters()).containsExactly(A, B);
        assertThat(List.of(rows.median(0), rows.median(1), rows.median(2), rows.median(3)))
                .containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(rows.isMeasured(1)).isFalse();
        assertThat(rows.lead(1)).isEqualTo(HOUR);
        assertThat(List.of(rows.startsIssue(0), rows.startsIssue(1), rows.startsIssue(2), rows.startsIssue(3)))
                .containsExactly(true, false, true, true);
    }

    @Test
    void oneMetersRowsCanBeTakenOutAndPutTogetherAgain() {
        var rows = BacktestRows.builder(MEDIAN, HOUR)
                .add(A, MIDNIGHT, MIDNIGHT, new double[] {1}, 10)
                .add(B, MIDNIGHT, MIDNIGHT, new double[] {2}, 20)
                .build();

        var onlyB = rows.only(B);
        var together = BacktestRows.concat(List.of(onlyB, rows.only(A)));

        assertThat(onlyB.size()).isEqualTo(1);
        assertThat(onlyB.measured(0)).isEqualTo(20);
        assertThat(together.meters()).containsExactly(A, B);
        assertThat(together.measured(1)).isEqualTo(20);
        assertThat(rows.only(MeterId.of("c")).size()).isZero();
    }

    @Test
    void theSameTargetForecastTwiceIsRefused() {
        var builder = BacktestRows.builder(MEDIAN, HOUR)
                .add(A, MIDNIGHT, MIDNIGHT, new double[] {1}, 10)
                .add(A, MIDNIGHT, MIDNIGHT, new double[] {2}, 10);

        assertThatThrownBy(builder::build).hasMessageContaining("a, cutoff 2021-01-20T00:00:00Z");
    }

    @Test
    void aForecastThatIsNotFiniteIsRefused() {
        var builder = BacktestRows.builder(MEDIAN, HOUR);

        assertThatThrownBy(() -> builder.add(A, MIDNIGHT, MIDNIGHT, new double[] {Double.NaN}, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[p50]");
        assertThatThrownBy(() -> builder.add(A, MIDNIGHT, MIDNIGHT.minus(HOUR), new double[] {1}, 10))
                .hasMessageContaining("before its cutoff");
    }
}
