package org.loadcast.training.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlendWeightsTest {

    private static MemberTrial trial(double maeKw) {
        return new MemberTrial(new Member("some", "some", Map.of()), List.of(), maeKw, List.of(maeKw));
    }

    @Test
    void whoErrsLessWeighsMoreAndWhoErrsFarMoreNothing() {
        List<List<Double>> weights = BlendWeights.of(List.of(trial(1), trial(1.1), trial(1.4)), false);

        assertThat(weights.get(0).get(0) / weights.get(1).get(0)).isCloseTo(Math.pow(1.1, 8), within(1e-9));
        assertThat(weights.get(2)).containsExactly(0.0);
        assertThat(weights.stream().mapToDouble(blocks -> blocks.get(0)).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void nearWeightsAreSharper() {
        List<MemberTrial> trials = List.of(trial(1), trial(1.1));

        assertThat(BlendWeights.of(trials, true).get(0).get(0))
                .isGreaterThan(BlendWeights.of(trials, false).get(0).get(0));
    }
}
