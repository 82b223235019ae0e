package org.loadcast.serving.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void theLowestIsTheSmallestBlockAndTheHighestTheLargest() {
        assertThat(new Sparkline(0, 7, 80).draw(new double[] {0, 1, 2, 3, 4, 5, 6, 7}))
                .isEqualTo("▁▂▃▄▅▆▇█");
    }

    @Test
    void valuesThatDoNotFitShareACharacterByTheirMean() {
        assertThat(new Sparkline(0, 7, 2).draw(new double[] {0, 0, 7, 7})).isEqualTo("▁█");
    }

    @Test
    void aFlatLineIsDrawnInTheMiddle() {
        assertThat(new Sparkline(3, 3, 80).draw(new double[] {3, 3})).isEqualTo("▅▅");
    }
}
