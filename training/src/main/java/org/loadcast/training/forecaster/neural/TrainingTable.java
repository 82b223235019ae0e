package org.loadcast.training.forecaster.neural;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.ColumnChoice;
import org.loadcast.training.forecaster.tabular.PooledExamples;
import org.loadcast.training.forecaster.tabular.TabularEncoding;
import org.loadcast.training.forecaster.tabular.TargetForm;
import org.loadcast.training.forecaster.tabular.TrainingRows;

/** A training set as samples of a network, with the encoding that was fitted on it. */
final class TrainingTable {

    private static final int FEWEST_ROWS = 96;

    private final Encoding encoding;
    private final Samples samples;
    private final long[] cutoffSeconds;

    private TrainingTable(Encoding encoding, Samples samples, long[] cutoffSeconds) {
        this.encoding = encoding;
        this.samples = samples;
        this.cutoffSeconds = cutoffSeconds;
    }

    /** A sample for every target with a measured load. */
    static TrainingTable ofRows(List<TrainingSet> sets, TargetForm form, ColumnChoice choice) {
        TabularEncoding table = table(sets, form, choice);
        TrainingRows rows = TrainingRows.of(PooledExamples.of(sets), table);
        requireEnough(sets, rows.rows());
        InputScale features = InputScale.fit(rows.inputs(), classes(table.columns()));
        OutputScale targets = OutputScale.fit(rows.targets());
        Samples samples = new Samples(
                List.of(Samples.Part.rows(features.apply(rows.inputs()), features.width())),
                Samples.Part.rows(targets.apply(rows.targets()), 1));
        long[] cutoffs = new long[rows.rows()];
        Arrays.setAll(cutoffs, rows::cutoffSecond);
        return new TrainingTable(new Encoding(table, features, targets, Optional.empty()), samples, cutoffs);
    }

    /** A sample for every cutoff: all its targets and its past. */
    static TrainingTable ofSequences(List<TrainingSet> sets, TargetForm form, ColumnChoice choice, PastWindow window) {
        TabularEncoding table = table(sets, form, choice);
        PooledExamples pooled = PooledExamples.of(sets);
        List<ForecastContext> examples = pooled.inOrder();
        int length = sets.get(0).window().length();
        int width = table.columns().size();
        float[] future = new float[examples.size() * length * width];
        float[] loads = new float[examples.size() * length];
        float[] past = new float[examples.size() * window.blocks() * window.width()];
        long[] cutoffs = new long[examples.size()];
        for (int e = 0; e < cutoffs.length; e++) {
            ForecastContext example = examples.get(e);
            TabularEncoding.Bound bound = table.bind(example);
            for (int row = 0; row < length; row++) {
                bound.inputs(row, future, (e * length + row) * width);
                double target = bound.target(row, pooled.actual(example, row));
                loads[e * length + row] = Double.isFinite(target) ? (float) target : Float.NaN;
            }
            float[] rows = Encoding.readPast(window, form, example);
            System.arraycopy(rows, 0, past, e * rows.length, rows.length);
            cutoffs[e] = example.view().cutoff().getEpochSecond();
        }
        requireEnough(sets, present(loads));
        InputScale features = InputScale.fit(future, classes(table.columns()));
        OutputScale targets = OutputScale.fit(loads);
        InputScale pastScale = InputScale.fit(past, window.classes());
        Samples samples = new Samples(
                List.of(
                        Samples.Part.series(features.apply(future), length, features.width()),
                        Samples.Part.series(pastScale.apply(past), window.blocks(), pastScale.width())),
                Samples.Part.series(targets.apply(loads), length, 1));
        Encoding.Past encodedPast = new Encoding.Past(window, pastScale);
        return new TrainingTable(new Encoding(table, features, targets, Optional.of(encodedPast)), samples, cutoffs);
    }

    /** One meter's own columns, or those that many have in common. */
    private static TabularEncoding table(List<TrainingSet> sets, TargetForm form, ColumnChoice choice) {
        return new TabularEncoding(sets.size() == 1 ? choice.of(sets.get(0)) : choice.ofAll(sets), form);
    }

    private static int present(float[] values) {
        int count = 0;
        for (float value : values) {
            count += Float.isNaN(value) ? 0 : 1;
        }
        return count;
    }

    private static void requireEnough(List<TrainingSet> sets, int targets) {
        if (targets < FEWEST_ROWS) {
            throw new TooLittleHistoryException(
                    "Meter " + sets.get(0).view().meter().id()
                            + (sets.size() > 1 ? " and " + (sets.size() - 1) + " others have " : " has ") + targets
                            + " measured targets for a network to learn from; it needs " + FEWEST_ROWS
                            + ". Wait for more history.");
        }
    }

    /** Columns of small whole numbers that have no order, by their number of classes. */
    private static int[] classes(List<String> columns) {
        return columns.stream()
                .mapToInt(column -> switch (column) {
                    case "cal.hour" -> 24;
                    case "cal.weekday" -> 8;
                    case "cal.holiday_part" -> 25;
                    default -> 0;
                })
                .toArray();
    }

    Encoding encoding() {
        return encoding;
    }

    Samples samples() {
        return samples;
    }

    /** The samples whose cutoff is before {@code instant}. */
    Samples before(Instant instant) {
        return samples.slice(0, firstFrom(instant));
    }

    /** The samples whose cutoff is at or after {@code instant}. */
    Samples from(Instant instant) {
        return samples.slice(firstFrom(instant), samples.count());
    }

    private int firstFrom(Instant instant) {
        int sample = 0;
        while (sample < cutoffSeconds.length && cutoffSeconds[sample] < instant.getEpochSecond()) {
            sample++;
        }
        return sample;
    }
}
