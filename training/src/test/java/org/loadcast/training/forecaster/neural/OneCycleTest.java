package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleTest {

    private final OneCycle rate = new OneCycle(0.01, 100);

    @Test
    void risesToItsPeakInTheFirstFifth() {
        assertThat(rate.valueAt(9, 0)).isCloseTo(0.005, within(1e-12));
        assertThat(rate.valueAt(19, 0)).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void fallsToAHundredthOfItsPeakAndStaysThere() {
        assertThat(rate.valueAt(99, 0)).isCloseTo(0.0001, within(1e-12));
        assertThat(rate.valueAt(500, 0)).isCloseTo(0.0001, within(1e-12));
    }

    @Test
    void isHalfwayDownHalfwayThroughTheFall() {
        // After 20 + 40 of 100 iterations the cosine is at zero: floor + (1 - floor) / 2.
        assertThat(rate.valueAt(59, 0)).isCloseTo(0.01 * (0.01 + 0.99 / 2), within(1e-12));
    }
}
