package org.loadcast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import weka.classifiers.functions.LinearRegression;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/** The machine-learning libraries load their natives on this machine, and XGBoost 3 serves a Tribuo built for 1.6. */
class LibrariesSmokeTest {

    private static final double FLOAT_TOLERANCE = 1e-6;

    @Test
    void nd4jMultipliesOnThisPlatform() {
        var product = Nd4j.createFromArray(1.5, 2.0).mul(2);

        assertThat(product.toDoubleVector()).containsExactly(3.0, 4.0);
    }

    @Test
    void xgboostLearnsAQuantile() throws Exception {
        float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        var train = new DMatrix(new float[values.length], values.length, 1, Float.NaN);
        train.setLabel(values);
        Map<String, Object> parameters =
                Map.of("objective", "reg:quantileerror", "quantile_alpha", 0.9, "eta", 1.0, "nthread", 1);

        var booster = XGBoost.train(train, parameters, 1, Map.of(), null, null);

        // Every row looks the same, so the one prediction is the labels' empirical 90 % quantile, between 9 and 10.
        assertThat((double) booster.predict(train)[0][0]).isBetween(9.0, 10.0);
    }

    @Test
    void tribuoTrainsWithTheNewerXgboost() {
        var factory = new RegressionFactory();
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("smoke", factory), factory);
        IntStream.range(0, 40)
                .mapToObj(i -> new ArrayExample<>(
                        new Regressor("load", i < 20 ? 1 : 5), List.of(new Feature("hour", i), new Feature("one", 1))))
                .forEach(data::add);
        // eta 1 and no regularisation: one step function fits two levels exactly.
        var trainer = new XGBoostRegressionTrainer(
                XGBoostRegressionTrainer.RegressionType.LINEAR,
                5,
                Map.of("objective", "reg:squarederror", "eta", 1.0, "lambda", 0.0, "nthread", 1));

        var model = trainer.train(data);

        var night = model.predict(data.getExample(0)).getOutput().getValues()[0];
        var day = model.predict(data.getExample(39)).getOutput().getValues()[0];
        assertThat(night).isCloseTo(1, within(FLOAT_TOLERANCE));
        assertThat(day).isCloseTo(5, within(FLOAT_TOLERANCE));
    }

    @Test
    void wekaFitsALineWithoutItsDesktop() throws Exception {
        var hour = new Attribute("hour");
        var load = new Attribute("load");
        var line = new Instances("smoke", new ArrayList<>(List.of(hour, load)), 10);
        line.setClass(load);
        IntStream.range(0, 10).forEach(i -> line.add(new DenseInstance(1, new double[] {i, 3 + 2 * i})));
        var regression = new LinearRegression();
        regression.setRidge(0);

        regression.buildClassifier(line);

        assertThat(regression.classifyInstance(line.get(7))).isCloseTo(17, within(FLOAT_TOLERANCE));
    }
}
