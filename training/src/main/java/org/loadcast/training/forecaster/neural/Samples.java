package org.loadcast.training.forecaster.neural;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training samples: features of the targets, for a sequence network also the past, and the targets; NaN is not scored.
 *
 * <p>The arrays are shared with the parts, never copied.
 */
final class Samples {

    private final List<Part> inputs;
    private final Part targets;
    private final int first;
    private final int count;

    Samples(List<Part> inputs, Part targets) {
        this(List.copyOf(inputs), targets, 0, targets.count());
        for (Part part : inputs) {
            if (part.count() != count) {
                throw new IllegalArgumentException(
                        "An input has " + part.count() + " samples, the targets have " + count + ".");
            }
        }
    }

    private Samples(List<Part> inputs, Part targets, int first, int count) {
        this.inputs = inputs;
        this.targets = targets;
        this.first = first;
        this.count = count;
    }

    /** The same quantity of all samples, side by side. */
    static final class Part {

        private final float[] values;
        private final boolean series;
        private final int times;
        private final int channels;

        private Part(float[] values, boolean series, int times, int channels) {
            this.values = values;
            this.series = series;
            this.times = times;
            this.channels = channels;
        }

        /** One row of {@code channels} for every sample. */
        static Part rows(float[] values, int channels) {
            return new Part(values, false, 1, channels);
        }

        /** A time series of {@code times x channels} for every sample. */
        static Part series(float[] values, int times, int channels) {
            return new Part(values, true, times, channels);
        }

        int times() {
            return times;
        }

        int channels() {
            return channels;
        }

        private int count() {
            return values.length / (times * channels);
        }

        /** The form that DL4J wants: samples x channels, for a series with times as the third dimension. */
        private INDArray emptyBatch(int size) {
            long[] shape = series ? new long[] {size, channels, times} : new long[] {size, channels};
            return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        }

        private float[] of(int sample) {
            int size = times * channels;
            return Arrays.copyOfRange(values, sample * size, (sample + 1) * size);
        }

        private void copy(int sample, FloatBuffer batch, int position) {
            int size = times * channels;
            for (int t = 0; t < times; t++) {
                for (int c = 0; c < channels; c++) {
                    batch.put(position * size + c * times + t, values[sample * size + t * channels + c]);
                }
            }
        }
    }

    /** A place for some samples in DL4J's form, used again and again. */
    final class Batch {

        private final INDArray[] inputBatches;
        private final INDArray targetBatch;
        private final int size;

        private Batch(int size) {
            this.size = size;
            this.inputBatches =
                    inputs.stream().map(part -> part.emptyBatch(size)).toArray(INDArray[]::new);
            this.targetBatch = targets.emptyBatch(size);
        }

        /** Takes in the samples {@code order[from]}, {@code order[from + 1]}, ... until it is full. */
        void fill(int[] order, int from) {
            for (int part = 0; part < inputBatches.length; part++) {
                fill(inputs.get(part), inputBatches[part], order, from);
            }
            fill(targets, targetBatch, order, from);
        }

        private void fill(Part part, INDArray batch, int[] order, int from) {
            FloatBuffer buffer = batch.data().asNioFloat();
            for (int i = 0; i < size; i++) {
                part.copy(first + order[from + i], buffer, i);
            }
        }

        INDArray[] inputs() {
            return inputBatches;
        }

        INDArray targets() {
            return targetBatch;
        }
    }

    int count() {
        return count;
    }

    /** The inputs of all samples, those outside a {@link #slice} included. */
    List<Part> inputs() {
        return inputs;
    }

    /** Number of targets of one sample. */
    int targetsEach() {
        return targets.times * targets.channels;
    }

    /** The targets of one sample, NaN where missing. */
    float[] targets(int sample) {
        return targets.of(first + sample);
    }

    /** The target of one sample that has one, NaN where missing. */
    float target(int sample) {
        return targets.values[first + sample];
    }

    /** Copies the features of one sample's targets to {@code to} in {@code out}. */
    void copyInputs(int sample, float[] out, int to) {
        Part part = inputs.get(0);
        int size = part.times * part.channels;
        System.arraycopy(part.values, (first + sample) * size, out, to, size);
    }

    /** The raw outputs of a trained network for one sample. */
    float[] apply(TrainedNetwork network, int sample) {
        Part future = inputs.get(0);
        if (inputs.size() == 1) {
            return network.apply(future.of(first + sample), future.times, new float[0], 0);
        }
        Part past = inputs.get(1);
        return network.apply(future.of(first + sample), future.times, past.of(first + sample), past.times);
    }

    /** The samples from {@code from} (inclusive) to {@code to} (exclusive). */
    Samples slice(int from, int to) {
        return new Samples(inputs, targets, first + from, to - from);
    }

    Batch batch(int size) {
        return new Batch(size);
    }
}
