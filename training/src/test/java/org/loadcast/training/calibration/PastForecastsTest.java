package org.loadcast.training.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PastForecastsTest {

    private static PastForecast at(long cutoff, float median) {
        float[] one = {1};
        return new PastForecast(cutoff, cutoff, new float[] {median}, one, one);
    }

    @Test
    void theyAreKeptByCutoffAndTheLastOneOfACutoffCounts() {
        PastForecasts past = new PastForecasts(List.of(at(300, 3), at(100, 1)));

        past.add(at(200, 2));
        past.add(at(100, 7));

        assertThat(past.all().stream().map(PastForecast::cutoffSecond)).containsExactly(100L, 200L, 300L);
        assertThat(past.all().get(0).medians()).containsExactly(7);
    }

    @Test
    void aSpanHoldsItsStartAndNotItsEnd() {
        PastForecasts past = new PastForecasts(List.of(at(100, 1), at(200, 2), at(300, 3)));

        assertThat(past.between(100, 300).stream().map(PastForecast::cutoffSecond))
                .containsExactly(100L, 200L);
        assertThat(past.between(301, 400)).isEmpty();
    }

    @Test
    void whatIsForgottenIsGone() {
        PastForecasts past = new PastForecasts(List.of(at(100, 1), at(200, 2)));

        past.forgetBefore(200);

        assertThat(past.all()).hasSize(1);
        assertThat(past.newest(5)).isEqualTo(200);
        past.forgetBefore(201);
        assertThat(past.newest(5)).isEqualTo(5);
    }
}
