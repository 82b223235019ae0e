package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One trained layer as plain arrays. Takes and gives {@code times x channels} in one array. Immutable and thread-safe.
 *
 * <p>Inner loops run over the outputs of one input, the order that the compiler turns into vector instructions.
 */
sealed interface Layer {

    int inputs();

    int outputs();

    /** Applies the layer to {@code times} rows of {@code inputs}. */
    float[] apply(float[] values, int times);

    void write(DataOutput out) throws IOException;

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it is no layer
     */
    static Layer read(DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case Dense.KIND -> Dense.read(in);
            case Convolution.KIND -> Convolution.read(in);
            case Lstm.KIND -> Lstm.read(in);
            default -> throw new IOException("Layer kind " + kind + " is not known; expected 1, 2 or 3.");
        };
    }

    /** Adds {@code value * weights[from...]} to {@code sums[to...]}, {@code count} numbers. */
    private static void addScaled(float[] sums, int to, float value, float[] weights, int from, int count) {
        for (int i = 0; i < count; i++) {
            sums[to + i] += value * weights[from + i];
        }
    }

    private static void rectify(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }

    /** The same linear map of every row, rectified or not. */
    final class Dense implements Layer {

        private static final byte KIND = 1;

        private final int inputs;
        private final int outputs;
        private final float[] weights;
        private final float[] bias;
        private final boolean rectified;

        /** A dense layer; {@code weights} are inputs x outputs. */
        Dense(int inputs, int outputs, float[] weights, float[] bias, boolean rectified) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.weights = weights;
            this.bias = bias;
            this.rectified = rectified;
        }

        @Override
        public int inputs() {
            return inputs;
        }

        @Override
        public int outputs() {
            return outputs;
        }

        @Override
        public float[] apply(float[] values, int times) {
            float[] sums = new float[times * outputs];
            for (int t = 0; t < times; t++) {
                System.arraycopy(bias, 0, sums, t * outputs, outputs);
                for (int i = 0; i < inputs; i++) {
                    float value = values[t * inputs + i];
                    if (value != 0) {
                        addScaled(sums, t * outputs, value, weights, i * outputs, outputs);
                    }
                }
            }
            if (rectified) {
                rectify(sums);
            }
            return sums;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeByte(KIND);
            out.writeInt(inputs);
            out.writeInt(outputs);
            out.writeBoolean(rectified);
            Numbers.write(out, weights);
            Numbers.write(out, bias);
        }

        private static Dense read(DataInput in) throws IOException {
            int inputs = Numbers.readCount(in);
            int outputs = Numbers.readCount(in);
            boolean rectified = in.readBoolean();
            return new Dense(
                    inputs,
                    outputs,
                    Numbers.read(in, Numbers.product(inputs, outputs)),
                    Numbers.read(in, outputs),
                    rectified);
        }
    }

    /** A rectified, dilated convolution over time, looking back only or both ways, with zeros beyond both ends. */
    final class Convolution implements Layer {

        private static final byte KIND = 2;

        private final int inputs;
        private final int outputs;
        private final int width;
        private final int dilation;
        private final boolean causal;
        private final float[] weights;
        private final float[] bias;

        /**
         * A convolution.
         *
         * @param width number of times that are seen at once, odd unless {@code causal}
         * @param dilation distance of those times
         * @param weights width x inputs x outputs
         */
        Convolution(int inputs, int outputs, int width, int dilation, boolean causal, float[] weights, float[] bias) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.width = width;
            this.dilation = dilation;
            this.causal = causal;
            this.weights = weights;
            this.bias = bias;
        }

        @Override
        public int inputs() {
            return inputs;
        }

        @Override
        public int outputs() {
            return outputs;
        }

        @Override
        public float[] apply(float[] values, int times) {
            float[] sums = new float[times * outputs];
            int newest = causal ? width - 1 : width / 2;
            for (int t = 0; t < times; t++) {
                System.arraycopy(bias, 0, sums, t * outputs, outputs);
                for (int k = 0; k < width; k++) {
                    int source = t + (k - newest) * dilation;
                    if (source >= 0 && source < times) {
                        for (int i = 0; i < inputs; i++) {
                            float value = values[source * inputs + i];
                            if (value != 0) {
                                addScaled(sums, t * outputs, value, weights, (k * inputs + i) * outputs, outputs);
                            }
                        }
                    }
                }
            }
            rectify(sums);
            return sums;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeByte(KIND);
            out.writeInt(inputs);
            out.writeInt(outputs);
            out.writeInt(width);
            out.writeInt(dilation);
            out.writeBoolean(causal);
            Numbers.write(out, weights);
            Numbers.write(out, bias);
        }

        private static Convolution read(DataInput in) throws IOException {
            int inputs = Numbers.readCount(in);
            int outputs = Numbers.readCount(in);
            int width = Numbers.readCount(in);
            int dilation = Numbers.readCount(in);
            boolean causal = in.readBoolean();
            float[] weights = Numbers.read(in, Numbers.product(width, inputs, outputs));
            return new Convolution(inputs, outputs, width, dilation, causal, weights, Numbers.read(in, outputs));
        }
    }

    /** Long short-term memory without peepholes; the gates' weights lie in the order candidate, forget, output, input. */
    final class Lstm implements Layer {

        private static final byte KIND = 3;

        private final int inputs;
        private final int outputs;
        private final float[] weights;
        private final float[] recurrent;
        private final float[] bias;

        /** A memory; {@code weights} are inputs x 4 outputs, {@code recurrent} outputs x 4 outputs. */
        Lstm(int inputs, int outputs, float[] weights, float[] recurrent, float[] bias) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.weights = weights;
            this.recurrent = recurrent;
            this.bias = bias;
        }

        @Override
        public int inputs() {
            return inputs;
        }

        @Override
        public int outputs() {
            return outputs;
        }

        @Override
        public float[] apply(float[] values, int times) {
            float[] hidden = new float[times * outputs];
            float[] cell = new float[outputs];
            float[] gates = new float[4 * outputs];
            for (int t = 0; t < times; t++) {
                System.arraycopy(bias, 0, gates, 0, gates.length);
                for (int i = 0; i < inputs; i++) {
                    float value = values[t * inputs + i];
                    if (value != 0) {
                        addScaled(gates, 0, value, weights, i * gates.length, gates.length);
                    }
                }
                for (int i = 0; t > 0 && i < outputs; i++) {
                    float value = hidden[(t - 1) * outputs + i];
                    addScaled(gates, 0, value, recurrent, i * gates.length, gates.length);
                }
                for (int o = 0; o < outputs; o++) {
                    double candidate = Math.tanh(gates[o]);
                    double forget = sigmoid(gates[outputs + o]);
                    double input = sigmoid(gates[3 * outputs + o]);
                    cell[o] = (float) (forget * cell[o] + input * candidate);
                    hidden[t * outputs + o] = (float) (sigmoid(gates[2 * outputs + o]) * Math.tanh(cell[o]));
                }
            }
            return hidden;
        }

        private static double sigmoid(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeByte(KIND);
            out.writeInt(inputs);
            out.writeInt(outputs);
            Numbers.write(out, weights);
            Numbers.write(out, recurrent);
            Numbers.write(out, bias);
        }

        private static Lstm read(DataInput in) throws IOException {
            int inputs = Numbers.readCount(in);
            int outputs = Numbers.readCount(in);
            return new Lstm(
                    inputs,
                    outputs,
                    Numbers.read(in, Numbers.product(4, inputs, outputs)),
                    Numbers.read(in, Numbers.product(4, outputs, outputs)),
                    Numbers.read(in, 4L * outputs));
        }
    }
}
