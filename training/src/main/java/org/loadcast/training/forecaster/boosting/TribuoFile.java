package org.loadcast.training.forecaster.boosting;

import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.common.xgboost.XGBoostExternalModel;
import org.tribuo.common.xgboost.protos.XGBoostExternalModelProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionConverter;

/**
 * Trees on disk as a Tribuo model: any program with Tribuo opens the file by {@code Model.deserializeFromFile}, reads where the
 * model came from, and predicts with it.
 *
 * <p>Its features are our columns by name; its output {@value #OUTPUT} is {@code (target - centre) / scale}. We ourselves predict
 * with the booster inside, which answers for many rows at once.
 */
final class TribuoFile {

    static final String NAME = "trees.tribuo";
    static final String OUTPUT = "scaled_target";

    private TribuoFile() {}

    /** Name of the file of one quantile's trees. */
    static String nameOf(String quantile) {
        return "trees-" + quantile + ".tribuo";
    }

    /**
     * Writes a booster.
     *
     * @param file where to
     * @param columns names of its input columns, in order
     * @param origin what to add to Tribuo's own provenance, by name
     */
    static void write(Path file, Booster booster, List<String> columns, Map<String, String> origin) throws IOException {
        model(booster, columns, origin).serializeToFile(file);
    }

    /** What Tribuo keeps of where a model came from, its own entries before ours. */
    static SortedMap<String, String> provenance(Booster booster, List<String> columns, Map<String, String> origin) {
        ModelProvenance provenance = model(booster, columns, origin).getProvenance();
        SortedMap<String, String> entries = new TreeMap<>(origin);
        entries.put("tribuo", provenance.getTribuoVersion());
        entries.put("tribuo-class", provenance.getClassName());
        entries.put("tribuo-trainer", provenance.getTrainerProvenance().getClassName());
        return entries;
    }

    private static XGBoostExternalModel<Regressor> model(
            Booster booster, List<String> columns, Map<String, String> origin) {
        Map<String, Integer> features = new HashMap<>();
        columns.forEach(column -> features.put(column, features.size()));
        Map<String, Provenance> provenance = new TreeMap<>();
        origin.forEach((name, value) -> provenance.put(name, new StringProvenance(name, value)));
        return XGBoostExternalModel.createXGBoostModel(
                new RegressionFactory(),
                features,
                Map.of(new Regressor(OUTPUT, Double.NaN), 0),
                new XGBoostRegressionConverter(),
                booster,
                provenance);
    }

    /**
     * Reads the booster back, without the rest of the model.
     *
     * @throws IOException when the file is missing or does not hold trees
     */
    static Booster read(Path file) throws IOException {
        OpenMp.provide();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] trees = ModelProto.parseFrom(in)
                    .getSerializedData()
                    .unpack(XGBoostExternalModelProto.class)
                    .getModel()
                    .toByteArray();
            Booster booster = XGBoost.loadModel(trees);
            booster.setParam("nthread", 1);
            return booster;
        } catch (InvalidProtocolBufferException | XGBoostError e) {
            throw new IOException("Model file " + file + " does not hold trees: " + firstLine(e), e);
        }
    }

    /** XGBoost puts its native stack into its messages. */
    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
