package org.loadcast.training.forecaster.boosting;

import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.transform.LoadFeatures;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.tabular.ColumnChoice;

/**
 * The inputs of a model of one step: columns that do not depend on the steps before (calendar, weather, typical loads), and the
 * loads of the steps before, measured or forecast.
 *
 * <p>What is predicted is the change from the load one step before, or from the typical load where that is missing, in units of
 * the meter's level.
 *
 * @param columns names of the columns that come from the features of the question
 */
record StepEncoding(List<String> columns) {

    private static final List<String> STEPS = List.of(
            "step.last_1",
            "step.change_1",
            "step.change_2",
            "step.change_3",
            "step.mean_4h",
            "step.mean_24h",
            "step.day_1",
            "step.day_7",
            "step.change_day_1",
            "step.change_day_7",
            "step.off_profile");

    private static final List<String> TYPICAL = List.of(
            LoadFeatures.PROFILE,
            LoadFeatures.PROFILE_LOW,
            LoadFeatures.PROFILE_HIGH,
            "lag.recent_mean",
            "lag.same_kind_mean");

    StepEncoding {
        columns = List.copyOf(columns);
    }

    /** Those of {@code columns} that a model of one step may see. */
    static StepEncoding of(List<String> columns) {
        return new StepEncoding(columns.stream()
                .filter(column -> !column.startsWith("lag.") || TYPICAL.contains(column))
                .toList());
    }

    /** Number of inputs of a row. */
    int width() {
        return columns.size() + STEPS.size();
    }

    /** Names of the inputs of a row. */
    List<String> names() {
        List<String> names = new ArrayList<>(columns);
        names.addAll(STEPS);
        return names;
    }

    /** Binds the encoding to the targets of {@code context}. */
    Walk walk(ForecastContext context) {
        return new Walk(context);
    }

    /** The question over all steps from the cutoff to the last target. */
    static ForecastContext fromCutoff(ForecastContext context) {
        TimeGrid target = context.target();
        int between = context.targetIndex(0) - context.view().cutoffIndex();
        return between == 0
                ? context
                : context.over(new TimeGrid(context.view().cutoff(), target.step(), between + target.length()));
    }

    /** Goes over the targets of one question, and over what lies between its cutoff and the first of them. */
    final class Walk {

        private final PointInTimeView view;
        private final LocalClock clock;
        private final int first;
        private final int length;
        private final FeatureMatrix features;
        private final int[] source = new int[columns.size()];
        private final boolean[] scaled = new boolean[columns.size()];
        private final int profileColumn;
        private final double level;
        private final int offset;
        private final double[] loads;

        /**
         * Loads by index on the view's raster minus {@link #offset}: the longest lag, and the targets. They start as what the view
         * knows; a walk writes its forecasts into them.
         */
        private Walk(ForecastContext context) {
            view = context.view();
            clock = view.clock();
            first = context.targetIndex(0);
            length = context.target().length();
            features = ColumnChoice.matrix(context, columns);
            for (int i = 0; i < source.length; i++) {
                source[i] = features.indexOf(columns.get(i));
                scaled[i] = LoadFeatures.isLoad(columns.get(i));
            }
            profileColumn = features.indexOf(LoadFeatures.PROFILE);
            level = features.get(0, features.indexOf(LoadFeatures.LEVEL));
            int perDay = view.grid().stepsPerDay();
            offset = Math.min(first, view.cutoffIndex()) - 8 * perDay - 2;
            loads = new double[first + length - offset];
            for (int i = 0; i < loads.length; i++) {
                loads[i] = view.load(offset + i);
            }
        }

        /** Puts the truth into the targets, to learn from. */
        void reveal(PointInTimeView later) {
            for (int i = 0; i < length; i++) {
                loads[first + i - offset] = later.load(first + i);
            }
            int cutoff = view.cutoffIndex();
            for (int i = cutoff; i < first; i++) {
                loads[i - offset] = later.load(i);
            }
        }

        /** Says what the load of target {@code row} will be, for the steps after it. */
        void set(int row, double load) {
            loads[first + row - offset] = load;
        }

        private double load(int index) {
            int at = index - offset;
            return at < 0 || at >= loads.length ? view.load(index) : loads[at];
        }

        /** Mean over {@code [from, to)}; NaN where nothing is there. */
        private double mean(int from, int to) {
            double sum = 0;
            int count = 0;
            for (int i = from; i < to; i++) {
                double load = load(i);
                if (!Double.isNaN(load)) {
                    sum += load;
                    count++;
                }
            }
            return count == 0 ? Double.NaN : sum / count;
        }

        /** What target {@code row} is counted from, kW. */
        double base(int row) {
            double last = load(first + row - 1);
            return Double.isNaN(last) ? features.get(row, profileColumn) : last;
        }

        /** The meter's size, kW. */
        double level() {
            return level;
        }

        /** Writes the inputs of target {@code row} into {@code target} from {@code at} on. */
        void inputs(int row, float[] target, int at) {
            for (int i = 0; i < source.length; i++) {
                float value = source[i] < 0 ? Float.NaN : features.get(row, source[i]);
                target[at + i] = scaled[i] ? (float) (value / level) : value;
            }
            double[] steps = steps(first + row, features.get(row, profileColumn));
            for (int i = 0; i < steps.length; i++) {
                target[at + source.length + i] = (float) (steps[i] / level);
            }
        }

        private double[] steps(int index, double profile) {
            int perDay = view.grid().stepsPerDay();
            int fourHours = Math.max(1, perDay / 6);
            int day = clock.daysBefore(index, 1);
            int week = clock.daysBefore(index, 7);
            double last = load(index - 1);
            return new double[] {
                last,
                last - load(index - 2),
                load(index - 2) - load(index - 3),
                load(index - 3) - load(index - 4),
                mean(index - fourHours, index),
                mean(index - perDay, index),
                load(day),
                load(week),
                load(day) - load(day - 1),
                load(week) - load(week - 1),
                last - profile
            };
        }
    }
}
