package org.loadcast.training.forecaster;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.transform.ExtraFeatures;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.transform.FeaturePipeline;
import org.loadcast.features.transform.StandardFeatures;
import org.loadcast.features.view.PointInTimeView;

/**
 * One question to a forecaster: what is known, and which intervals are asked.
 *
 * <p>Keeps the feature matrix of a pipeline, so that several forecasters that share a pipeline compute it once.
 */
public final class ForecastContext {

    private final PointInTimeView view;
    private final TimeGrid target;
    private final FeaturePipeline.Fitted standard;
    // Small at first, because a training of many meters has 100,000 questions and more.
    private final IdentityHashMap<FeaturePipeline.Fitted, FeatureMatrix> matrices = new IdentityHashMap<>(1);
    private final IdentityHashMap<FittedForecaster, double[][]> forecasts = new IdentityHashMap<>(1);
    private final Map<Set<ExtraFeatures>, FeatureMatrix> withExtras = new HashMap<>();

    /**
     * Asks for {@code target}, intervals on the view's raster that start at or after its cutoff. Who is asked has learned to look ahead;
     * one that forecasts the next hour alone sees other features, which {@link #of} chooses.
     */
    public ForecastContext(PointInTimeView view, TimeGrid target) {
        this(view, target, false);
    }

    /** The same; {@code near} tells whether who is asked has learned a window that is {@link LeadWindow#isNear}. */
    public ForecastContext(PointInTimeView view, TimeGrid target, boolean near) {
        this(view, target, StandardFeatures.pipeline(near).fit(view));
    }

    /** Asks at the view's cutoff for what a model of {@code window} has learned to forecast. */
    public static ForecastContext of(PointInTimeView view, LeadWindow window) {
        return new ForecastContext(view, window.targetsAt(view.cutoff()), window.isNear());
    }

    /** Asks with a pipeline that is already fitted, so that many contexts of one meter share it. */
    ForecastContext(PointInTimeView view, TimeGrid target, FeaturePipeline.Fitted standard) {
        if (target.start().isBefore(view.cutoff())
                || !view.grid().isOnRaster(target.start())
                || !view.step().equals(target.step())) {
            throw new IllegalArgumentException("Target grid " + target + " does not lie on the raster "
                    + view.grid().start() + " + n x " + view.step() + " at or after the cutoff " + view.cutoff() + ".");
        }
        this.view = view;
        this.target = target;
        this.standard = standard;
    }

    /** Other targets of the same view, asked of the same model. */
    public ForecastContext over(TimeGrid other) {
        return new ForecastContext(view, other, standard);
    }

    /** The same question, with nothing computed for it yet: who asks it once need not keep the answer. */
    public ForecastContext afresh() {
        return over(target);
    }

    public PointInTimeView view() {
        return view;
    }

    public TimeGrid target() {
        return target;
    }

    /** Index of target interval {@code row} on the view's raster. */
    public int targetIndex(int row) {
        return view.grid().indexOf(target.start()) + row;
    }

    /** The standard features of the target intervals, see {@link StandardFeatures}. */
    public FeatureMatrix features() {
        return features(standard);
    }

    /** The standard features and beside them the extra ones. */
    public synchronized FeatureMatrix features(Set<ExtraFeatures> extras) {
        return extras.isEmpty() ? features() : withExtras.computeIfAbsent(extras, this::beside);
    }

    private FeatureMatrix beside(Set<ExtraFeatures> extras) {
        FeatureMatrix matrix = features();
        for (ExtraFeatures extra : extras) {
            matrix = matrix.beside(extra.pipeline().fit(view).apply(view, target));
        }
        return matrix;
    }

    /** Features of the target intervals: rows = target intervals, columns = the pipeline's. */
    public synchronized FeatureMatrix features(FeaturePipeline.Fitted pipeline) {
        return matrices.computeIfAbsent(pipeline, p -> p.apply(view, target));
    }

    /** The forecast of {@code forecaster} for this question, made once however often it is asked. */
    public synchronized double[][] forecastBy(FittedForecaster forecaster) {
        return forecasts.computeIfAbsent(forecaster, f -> f.forecast(this));
    }
}
