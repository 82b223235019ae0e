package org.loadcast.training.forecaster.neural;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.loadcast.features.forecast.Quantiles;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The shapes of networks: how DL4J builds one to train it, and how it is taken over into plain arrays.
 *
 * <p>All end in dense layers over the features of each target interval. The sequence networks add what an encoder made of
 * the past and what a decoder made of the neighbouring targets; see {@link TrainedNetwork}.
 */
enum Architecture {
    /** Dense layers alone. */
    MLP,
    /** Dilated convolutions (A. van den Oord and others, WaveNet, 2016), then dense layers. */
    CNN,
    /** Long short-term memories (S. Hochreiter and J. Schmidhuber, 1997), then dense layers. */
    LSTM;

    private static final int WIDTH = 3;
    private static final int DECODER_CONVOLUTIONS = 3;

    String family() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Settings that differ from those of all networks. */
    Map<String, String> defaults() {
        return isSequence()
                ? Map.of("hidden", "128", "batch", "16", "members", "1", "learning_rate", "0.003")
                : Map.of();
    }

    boolean isSequence() {
        return this != MLP;
    }

    /**
     * A network that is about to learn: dense layers alone in plain arrays, others in DL4J.
     *
     * @param iterations number of mini-batches of the whole training
     */
    Learner learner(
            NetworkSettings settings, Samples samples, Quantiles quantiles, int batch, int iterations, long seed) {
        return isSequence()
                ? new GraphLearner(network(settings, samples, quantiles, iterations, seed), samples, batch)
                : new DenseLearner(settings, samples, quantiles, batch, iterations, seed);
    }

    /**
     * A DL4J network to train.
     *
     * @param samples tell the shapes: the targets' features, and for a sequence network the past
     * @param iterations number of mini-batches of the whole training
     */
    ComputationGraph network(
            NetworkSettings settings, Samples samples, Quantiles quantiles, int iterations, long seed) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .updater(new Adam(new OneCycle(settings.learningRate(), iterations)))
                .l2(settings.weightDecay())
                .graphBuilder();
        PinballLoss loss = new PinballLoss(quantiles, samples.targetsEach());
        Samples.Part future = samples.inputs().get(0);
        if (isSequence()) {
            Samples.Part past = samples.inputs().get(1);
            graph.addInputs("future", "past");
            graph.setInputTypes(
                    InputType.recurrent(future.channels(), future.times()),
                    InputType.recurrent(past.channels(), past.times()));
            addEncoder(graph, settings, past);
            addHead(graph, settings, addDecoder(graph, settings), new RnnOutputLayer.Builder(loss), quantiles.count());
        } else {
            graph.addInputs("future");
            graph.setInputTypes(InputType.feedForward(future.channels()));
            addHead(graph, settings, "future", new OutputLayer.Builder(loss), quantiles.count());
        }
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    /** From the past to "context", its last state. */
    private void addEncoder(GraphBuilder graph, NetworkSettings settings, Samples.Part past) {
        String last = "past";
        if (this == LSTM) {
            graph.addLayer("encoder0", memory(settings), last);
            last = "encoder0";
        } else {
            int dilation = 1;
            for (int i = 0; dilation < past.times(); i++, dilation *= WIDTH - 1) {
                graph.addLayer("encoder" + i, convolution(settings, dilation, ConvolutionMode.Causal), last);
                last = "encoder" + i;
            }
        }
        graph.addVertex("context", new LastTimeStepVertex("past"), last);
    }

    /**
     * From the context and the targets' features to what the head sees.
     *
     * <p>A memory over the targets would cost as many small operations as there are targets and gained nothing.
     */
    private String addDecoder(GraphBuilder graph, NetworkSettings settings) {
        graph.addVertex("repeated", new DuplicateToTimeSeriesVertex("future"), "context");
        graph.addVertex("rows", new MergeVertex(), "future", "repeated");
        if (this == LSTM) {
            return "rows";
        }
        String last = "rows";
        for (int i = 0; i < DECODER_CONVOLUTIONS; i++) {
            graph.addLayer("decoder" + i, convolution(settings, 1 << i, ConvolutionMode.Same), last);
            last = "decoder" + i;
        }
        graph.addVertex("joined", new MergeVertex(), last, "future");
        return "joined";
    }

    private static void addHead(
            GraphBuilder graph,
            NetworkSettings settings,
            String input,
            BaseOutputLayer.Builder<?> output,
            int quantiles) {
        String last = input;
        for (int i = 0; i < settings.hidden().size(); i++) {
            DenseLayer.Builder dense =
                    new DenseLayer.Builder().nOut(settings.hidden().get(i)).activation(Activation.RELU);
            if (i > 0) {
                dense.dropOut(dropout(settings));
            }
            graph.addLayer("head" + i, dense.build(), last);
            last = "head" + i;
        }
        output.nOut(quantiles).activation(Activation.IDENTITY);
        output.weightInit(WeightInit.XAVIER).dropOut(dropout(settings));
        graph.addLayer("head", output.build(), last);
        graph.setOutputs("head");
    }

    /** A new one for every layer, since it remembers what it dropped. */
    private static Dropout dropout(NetworkSettings settings) {
        return new Dropout(1 - settings.dropout());
    }

    private static LSTM memory(NetworkSettings settings) {
        return new LSTM.Builder()
                .nOut(settings.filters())
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.TANH)
                .build();
    }

    private static Convolution1DLayer convolution(NetworkSettings settings, int dilation, ConvolutionMode mode) {
        return new Convolution1DLayer.Builder(WIDTH)
                .nOut(settings.filters())
                .dilation(dilation)
                .convolutionMode(mode)
                .activation(Activation.RELU)
                .build();
    }

    /** The same network without DL4J. */
    static TrainedNetwork plain(ComputationGraph network) {
        return new TrainedNetwork(
                stack(layers(network, "encoder")),
                stack(layers(network, "decoder")),
                new PlainNetwork(layers(network, "head")));
    }

    /** The layers whose names start with {@code prefix}, in their order. */
    private static List<Layer> layers(ComputationGraph network, String prefix) {
        return Arrays.stream(network.getLayers())
                .filter(layer -> layer.conf().getLayer().getLayerName().startsWith(prefix))
                .map(Architecture::plain)
                .toList();
    }

    private static Optional<PlainNetwork> stack(List<Layer> layers) {
        return layers.isEmpty() ? Optional.empty() : Optional.of(new PlainNetwork(layers));
    }

    private static Layer plain(org.deeplearning4j.nn.api.Layer layer) {
        INDArray weights = layer.getParam("W");
        float[] bias = floats(layer.getParam("b"));
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        if (configuration instanceof LSTM) {
            INDArray recurrent = layer.getParam("RW");
            return new Layer.Lstm(size(weights, 0), size(recurrent, 0), floats(weights), floats(recurrent), bias);
        }
        if (configuration instanceof Convolution1DLayer convolution) {
            // The array says outputs x inputs x width, but is used as width x inputs x outputs, as ours.
            return new Layer.Convolution(
                    size(weights, 1),
                    size(weights, 0),
                    size(weights, 2),
                    convolution.getDilation()[0],
                    convolution.getConvolutionMode() == ConvolutionMode.Causal,
                    floats(weights),
                    bias);
        }
        boolean rectified = configuration instanceof DenseLayer;
        return new Layer.Dense(size(weights, 0), size(weights, 1), floats(weights), bias, rectified);
    }

    private static int size(INDArray array, int dimension) {
        return Math.toIntExact(array.size(dimension));
    }

    private static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }
}
