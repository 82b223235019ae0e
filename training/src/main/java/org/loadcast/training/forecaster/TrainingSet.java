package org.loadcast.training.forecaster;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.loadcast.features.transform.FeaturePipeline;
import org.loadcast.features.transform.StandardFeatures;
import org.loadcast.features.view.PointInTimeView;

/**
 * What a forecaster may learn from: all that is known at the training cutoff, seen as a list of past forecasts.
 *
 * <p>Every example is a replayed cutoff with its targets; all targets had ended at the training cutoff. Examples are by
 * rising cutoff.
 */
public final class TrainingSet {

    /** Multiples of it, less whole numbers, fill the unit interval evenly. */
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final PointInTimeView view;
    private final LeadWindow window;
    private final List<ForecastContext> examples;

    /**
     * A training set.
     *
     * @param view what is known at the training cutoff
     * @param window targets of every example, and later of every forecast
     * @param cutoffs past cutoffs to learn from, rising; those whose targets had not ended at the view's cutoff are left out
     */
    public TrainingSet(PointInTimeView view, LeadWindow window, List<Instant> cutoffs) {
        this.view = view;
        this.window = window;
        FeaturePipeline.Fitted standard =
                StandardFeatures.pipeline(window.isNear()).fit(view);
        this.examples = cutoffs.stream()
                .filter(c -> !c.plus(window.reach()).isAfter(view.cutoff()))
                .map(c -> new ForecastContext(view.replay(c), window.targetsAt(c), standard))
                .toList();
    }

    private TrainingSet(PointInTimeView view, LeadWindow window, Stream<ForecastContext> examples) {
        this.view = view;
        this.window = window;
        this.examples = examples.toList();
    }

    /** The part that was known at {@code earlier}: examples whose targets had ended by then. */
    public TrainingSet until(Instant earlier) {
        return new TrainingSet(
                view.replay(earlier),
                window,
                examples.stream().filter(e -> !e.target().end().isAfter(earlier)));
    }

    /** At most {@code most} examples: the newest, or with {@code spread} evenly over all of them. */
    public TrainingSet thinned(int most, boolean spread) {
        int all = examples.size();
        if (all <= most) {
            return this;
        }
        return new TrainingSet(
                view,
                window,
                spread
                        ? IntStream.range(0, most).mapToObj(i -> examples.get((int) ((long) i * all / most)))
                        : examples.subList(all - most, all).stream());
    }

    /**
     * At most {@code most} examples of each set evenly over all of them, of each set from another one on, so that a few examples of each
     * of many meters do not lie on the same days. The examples are made anew as the stream reaches their set: what is computed for
     * them is forgotten with it.
     */
    public static Stream<TrainingSet> sampled(List<TrainingSet> sets, int most) {
        return IntStream.range(0, sets.size()).mapToObj(i -> sets.get(i).sampled(most, i * GOLDEN_RATIO % 1));
    }

    /** @param phase 0 to less than 1, the share of a distance at which the first example lies */
    private TrainingSet sampled(int most, double phase) {
        int all = examples.size();
        IntStream chosen = all <= most
                ? IntStream.range(0, all)
                : IntStream.range(0, most).map(i -> (int) ((i + phase) * all / most));
        return new TrainingSet(
                view, window, chosen.mapToObj(i -> examples.get(i).afresh()));
    }

    public PointInTimeView view() {
        return view;
    }

    public LeadWindow window() {
        return window;
    }

    public List<ForecastContext> examples() {
        return examples;
    }

    /** Names of the standard features; none for a set without examples. */
    public List<String> columns() {
        return examples.isEmpty() ? List.of() : examples.get(0).features().columns();
    }

    /** Measured load in kW of target interval {@code row} of {@code example}; NaN when it is missing. */
    public double actual(ForecastContext example, int row) {
        return view.load(example.targetIndex(row));
    }
}
