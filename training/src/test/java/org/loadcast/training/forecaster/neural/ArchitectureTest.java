package org.loadcast.training.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loadcast.features.forecast.Quantiles;
import org.nd4j.linalg.api.ndarray.INDArray;

class ArchitectureTest {

    private static final int SAMPLES = 5;
    private static final int PAST_TIMES = 20;
    private static final int PAST_CHANNELS = 3;
    private static final int CHANNELS = 4;
    private static final Quantiles THREE = Quantiles.of(0.1, 0.5, 0.9);

    @ParameterizedTest
    @EnumSource
    void thePlainNetworkAnswersAsTheTrainedOne(Architecture architecture) {
        int times = architecture.isSequence() ? 6 : 1;
        float[] future = random(SAMPLES * times * CHANNELS, 1);
        float[] past = random(SAMPLES * PAST_TIMES * PAST_CHANNELS, 2);
        Samples samples = samples(architecture, future, past, times);
        NetworkSettings settings = NetworkSettings.of(architecture, Map.of("hidden", "16-8", "filters", "7"));
        ComputationGraph network = architecture.network(settings, samples, THREE, 10, 1);
        Samples.Batch batch = samples.batch(SAMPLES);
        batch.fill(IntStream.range(0, SAMPLES).toArray(), 0);
        network.fit(batch.inputs(), new INDArray[] {batch.targets()});

        TrainedNetwork plain = Architecture.plain(network);

        INDArray output = network.outputSingle(batch.inputs());
        float[] expected =
                (times == 1 ? output : output.permute(0, 2, 1)).dup('c').data().asFloat();
        int each = times * THREE.count();
        for (int sample = 0; sample < SAMPLES; sample++) {
            float[] raw = plain.apply(
                    part(future, sample, times * CHANNELS),
                    times,
                    part(past, sample, PAST_TIMES * PAST_CHANNELS),
                    PAST_TIMES);
            for (int i = 0; i < each; i++) {
                // Single precision, sums in another order.
                assertThat(raw[i]).isCloseTo(expected[sample * each + i], within(1e-5f));
            }
        }
    }

    private static Samples samples(Architecture architecture, float[] future, float[] past, int times) {
        float[] targets = random(SAMPLES * times, 3);
        if (!architecture.isSequence()) {
            return new Samples(List.of(Samples.Part.rows(future, CHANNELS)), Samples.Part.rows(targets, 1));
        }
        return new Samples(
                List.of(
                        Samples.Part.series(future, times, CHANNELS),
                        Samples.Part.series(past, PAST_TIMES, PAST_CHANNELS)),
                Samples.Part.series(targets, times, 1));
    }

    private static float[] part(float[] all, int index, int size) {
        return java.util.Arrays.copyOfRange(all, index * size, (index + 1) * size);
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return values;
    }
}
