package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class InputScaleTest {

    private static final int[] NUMBER = {0};

    @Test
    void standardisesByMeanAndDeviation() {
        // mean 3, deviation 1
        InputScale scale = InputScale.fit(new float[] {2, 4}, NUMBER);

        assertThat(scale.apply(new float[] {2, 3, 5})).containsExactly(-1, 0, 2);
    }

    @Test
    void clipsAtSixDeviations() {
        InputScale scale = InputScale.fit(new float[] {2, 4}, NUMBER);

        assertThat(scale.apply(new float[] {1000, -1000})).containsExactly(6, -6);
    }

    @Test
    void aMissingValueIsTheMeanAndIsFlaggedWhereTrainingSawMissingValues() {
        InputScale scale = InputScale.fit(new float[] {2, Float.NaN, 4}, NUMBER);

        assertThat(scale.width()).isEqualTo(2);
        assertThat(scale.apply(new float[] {Float.NaN, 4})).containsExactly(0, 1, 1, 0);
    }

    @Test
    void aColumnThatNeverVariedIsLeftOut() {
        InputScale scale = InputScale.fit(new float[] {7, 1, 7, 3}, new int[] {0, 0});

        assertThat(scale.width()).isEqualTo(1);
        assertThat(scale.apply(new float[] {7, 3})).containsExactly(1);
    }

    @Test
    void everyClassThatTrainingSawGetsAColumnAndOthersSayNothing() {
        InputScale scale = InputScale.fit(new float[] {0, 2}, new int[] {3});

        // mean 1, deviation 1, then one column each for 0 and 2
        assertThat(scale.apply(new float[] {2.5f})).containsExactly(1.5f, 0, 1);
        assertThat(scale.apply(new float[] {1})).containsExactly(0, 0, 0);
        assertThat(scale.apply(new float[] {70})).containsExactly(6, 0, 0);
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        InputScale scale = InputScale.fit(new float[] {2, 1, Float.NaN, 2, 4, 5}, new int[] {0, 3});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        scale.write(new DataOutputStream(bytes));

        InputScale read = InputScale.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        float[] rows = {1.5f, 0, Float.NaN, 2};
        assertThat(read.apply(rows)).containsExactly(scale.apply(rows));
    }

    @Test
    void anImpossibleNumberOfColumnsIsRefused() {
        byte[] bytes = {-1, -1, -1, -1};

        assertThatThrownBy(() -> InputScale.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("-1 parts");
    }
}
