package org.loadcast.training.forecaster.neural;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.transform.LoadFeatures;
import org.loadcast.training.forecaster.FeatureGroup;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.tabular.TabularEncoding;
import org.loadcast.training.forecaster.tabular.TargetForm;

/**
 * From a question to a network's inputs, and from its outputs to loads. Immutable and thread-safe.
 *
 * @param table which features go in, and what is predicted
 * @param features how the features are standardised
 * @param targets how the predicted form is standardised
 * @param past the past of a sequence network, empty for others
 */
record Encoding(TabularEncoding table, InputScale features, OutputScale targets, Optional<Past> past) {

    /** The past as a sequence network reads it, and how it is standardised. */
    record Past(PastWindow window, InputScale scale) {}

    /** The past of {@code context} in kW, or in units of the meter's level where the target is too. */
    static float[] readPast(PastWindow window, TargetForm form, ForecastContext context) {
        FeatureMatrix features = context.features();
        double level = form.perLevel() ? features.get(0, features.indexOf(LoadFeatures.LEVEL)) : 1;
        return window.read(context.view(), level);
    }

    /**
     * Raw outputs of {@code network} for every target of {@code context}.
     *
     * @param shown groups of features that go in as they are; others, and with {@link FeatureGroup#LOAD} the past, as their mean
     */
    float[] apply(
            TrainedNetwork network, ForecastContext context, TabularEncoding.Bound bound, List<FeatureGroup> shown) {
        int targets = context.target().length();
        float[] inputs = bound.inputs();
        features.hide(
                inputs,
                column -> !shown.contains(FeatureGroup.of(table.columns().get(column))));
        float[] future = features.apply(inputs);
        if (past.isEmpty()) {
            return network.apply(future, targets, new float[0], 0);
        }
        PastWindow window = past.get().window();
        float[] rows = readPast(window, table.form(), context);
        past.get().scale().hide(rows, column -> !shown.contains(FeatureGroup.LOAD));
        return network.apply(future, targets, past.get().scale().apply(rows), window.blocks());
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(table.form().base().name());
        out.writeBoolean(table.form().perLevel());
        out.writeInt(table.columns().size());
        for (String column : table.columns()) {
            out.writeUTF(column);
        }
        features.write(out);
        targets.write(out);
        out.writeBoolean(past.isPresent());
        if (past.isPresent()) {
            past.get().window().write(out);
            past.get().scale().write(out);
        }
    }

    static Encoding read(DataInput in) throws IOException {
        TargetForm form = new TargetForm(TargetForm.Base.valueOf(in.readUTF()), in.readBoolean());
        List<String> columns = new ArrayList<>();
        for (int left = Numbers.readCount(in); left > 0; left--) {
            columns.add(in.readUTF());
        }
        InputScale features = InputScale.read(in);
        OutputScale targets = OutputScale.read(in);
        Optional<Past> past =
                in.readBoolean() ? Optional.of(new Past(PastWindow.read(in), InputScale.read(in))) : Optional.empty();
        return new Encoding(new TabularEncoding(columns, form), features, targets, past);
    }
}
