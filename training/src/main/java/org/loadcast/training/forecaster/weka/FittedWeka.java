package org.loadcast.training.forecaster.weka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FeatureGroup;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.tabular.GroupShapley;
import org.loadcast.training.forecaster.tabular.ModelFiles;
import org.loadcast.training.forecaster.tabular.TabularEncoding;
import weka.classifiers.Classifier;
import weka.core.DenseInstance;
import weka.core.Instances;

/** One of Weka's methods that has learned; a point forecast in every quantile. */
final class FittedWeka implements FittedForecaster {

    private static final String CONTENT_FILE = "weka.json";
    private static final String CLASSIFIER_FILE = "classifier.ser";

    private final TabularEncoding encoding;
    private final Classifier classifier;
    private final Quantiles quantiles;
    private final Instances header;

    FittedWeka(TabularEncoding encoding, Classifier classifier, Quantiles quantiles) {
        this.encoding = encoding;
        this.classifier = classifier;
        this.quantiles = quantiles;
        this.header = WekaTable.empty(encoding.columns(), 0);
    }

    @Override
    public double[][] forecast(ForecastContext context) {
        double[] medians = medians(context, List.of(FeatureGroup.values()));
        double[][] forecast = new double[medians.length][quantiles.count()];
        for (int row = 0; row < medians.length; row++) {
            Arrays.fill(forecast[row], medians[row]);
        }
        return forecast;
    }

    @Override
    public Optional<Explanation> explain(ForecastContext context) {
        return Optional.of(GroupShapley.explain(encoding.columns(), shown -> medians(context, shown)));
    }

    /** What the method says when all groups but {@code shown} are missing, for which Weka takes the training mean. */
    private double[] medians(ForecastContext context, List<FeatureGroup> shown) {
        TabularEncoding.Bound bound = encoding.bind(context);
        int width = encoding.columns().size();
        float[] inputs = new float[width];
        double[] medians = new double[context.target().length()];
        for (int row = 0; row < medians.length; row++) {
            bound.inputs(row, inputs, 0);
            double[] values = new double[width + 1];
            for (int column = 0; column < width; column++) {
                boolean isShown =
                        shown.contains(FeatureGroup.of(encoding.columns().get(column)));
                values[column] = isShown ? inputs[column] : Double.NaN;
            }
            values[width] = Double.NaN;
            medians[row] = bound.load(row, predict(values));
        }
        return medians;
    }

    private double predict(double[] values) {
        DenseInstance instance = new DenseInstance(1, values);
        instance.setDataset(header);
        // Weka's methods keep the filters of the row that they are at.
        synchronized (classifier) {
            try {
                return classifier.classifyInstance(instance);
            } catch (Exception e) { // Weka declares no narrower type
                throw new IllegalStateException("Weka could not predict: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void save(Path directory) throws IOException {
        ModelFiles.write(directory, CONTENT_FILE, new Content(encoding, doubles(quantiles)));
        ClassifierFile.write(directory.resolve(CLASSIFIER_FILE), classifier);
    }

    static FittedWeka load(Path directory) throws IOException {
        Content content = ModelFiles.read(directory, CONTENT_FILE, Content.class);
        double[] levels =
                content.quantiles().stream().mapToDouble(Double::doubleValue).toArray();
        return new FittedWeka(
                content.encoding(), ClassifierFile.read(directory.resolve(CLASSIFIER_FILE)), Quantiles.of(levels));
    }

    private static List<Double> doubles(Quantiles quantiles) {
        return Arrays.stream(quantiles.toArray()).boxed().toList();
    }

    /** The readable part of the model. */
    private record Content(TabularEncoding encoding, List<Double> quantiles) {}
}
