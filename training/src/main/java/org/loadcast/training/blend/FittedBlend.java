package org.loadcast.training.blend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.transform.LoadFeatures;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.calibration.Calibration;
import org.loadcast.training.calibration.Calibrator;
import org.loadcast.training.calibration.PastForecast;
import org.loadcast.training.calibration.PastForecasts;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;

/**
 * A weighted mean of fitted members with calibrated quantiles.
 *
 * <p>Before it answers, it makes up for the forecasts of the rhythm that lie between its training and the asked cutoff, each from
 * the view of its own cutoff; their outcomes calibrate the answer. Thread-safe.
 */
public final class FittedBlend implements FittedForecaster {

    private final String name;
    private final List<WeightedMember> members;
    private final LeadWindow window;
    private final Quantiles quantiles;
    private final Calibration calibration;
    private final PastForecasts past;
    private final Rhythm rhythm;

    FittedBlend(
            String name,
            List<WeightedMember> members,
            LeadWindow window,
            Quantiles quantiles,
            Calibration calibration,
            PastForecasts past,
            Rhythm rhythm) {
        this.name = name;
        this.members = List.copyOf(members);
        this.window = window;
        this.quantiles = quantiles;
        this.calibration = calibration;
        this.past = past;
        this.rhythm = rhythm;
    }

    public String name() {
        return name;
    }

    /** Names of the members that carry weight, with their mean weights over lead times, heaviest first. */
    public Map<String, Double> weights() {
        Map<String, Double> weights = new LinkedHashMap<>();
        members.stream()
                .sorted(Comparator.comparingDouble(WeightedMember::weight).reversed())
                .forEach(m -> weights.put(m.fitted().member().name(), m.weight()));
        return weights;
    }

    /** The targets of the rhythm's forecasts. */
    public LeadWindow window() {
        return window;
    }

    /** This blend with its members fitted anew; it remembers its past forecasts and learns no new weights. */
    public FittedBlend refitted(Ensemble.Refit refit) {
        List<WeightedMember> renewed = members.stream()
                .map(m -> new WeightedMember(refit.of(m.fitted()), m.weights()))
                .toList();
        return new FittedBlend(name, renewed, window, quantiles, calibration, past, rhythm);
    }

    List<WeightedMember> members() {
        return members;
    }

    Quantiles quantiles() {
        return quantiles;
    }

    Calibration calibration() {
        return calibration;
    }

    PastForecasts past() {
        return past;
    }

    Rhythm rhythm() {
        return rhythm;
    }

    @Override
    public double[][] forecast(ForecastContext context) {
        PointInTimeView view = context.view();
        long cutoff = view.cutoff().getEpochSecond();
        long from = cutoff - rhythm.memory().toSeconds();
        catchUp(view, Math.max(from, past.newest(from)), cutoff);
        PastForecast now = point(context);
        if (cutoff > past.newest(Long.MIN_VALUE)
                && rhythm.next(cutoff - 1) == cutoff
                && context.target().equals(window.targetsAt(view.cutoff()))) {
            past.add(now);
        }
        return new Calibrator(calibration, quantiles, view, past.between(from, cutoff)).quantiles(now);
    }

    @Override
    public Optional<Explanation> explain(ForecastContext context) {
        int middle = quantiles.medianIndex();
        double[] medians = column(forecast(context), middle);
        return Optional.of(new BlendExplanation(members, new LeadBlocks(window), middle).explain(context, medians));
    }

    @Override
    public SortedMap<String, String> origin() {
        SortedMap<String, String> all = new TreeMap<>();
        members.forEach(member -> member.fitted()
                .forecaster()
                .origin()
                .forEach((name, value) -> all.put(member.fitted().member().name() + "." + name, value)));
        return all;
    }

    private void catchUp(PointInTimeView view, long afterSecond, long untilSecond) {
        for (long at = rhythm.next(afterSecond); at < untilSecond; at += rhythm.everySeconds()) {
            Instant cutoff = Instant.ofEpochSecond(at);
            past.add(point(ForecastContext.of(view.replay(cutoff), window)));
        }
        past.forgetBefore(untilSecond - 2 * rhythm.memory().toSeconds());
    }

    /** The members' weighted mean. */
    private PastForecast point(ForecastContext context) {
        WeightedMean mean = new WeightedMean(context, new LeadBlocks(window));
        for (WeightedMember member : members) {
            mean.add(Outline.of(context.forecastBy(member.fitted().forecaster()), quantiles), member.weights());
        }
        return uncalibrated(context, mean);
    }

    static PastForecast uncalibrated(ForecastContext context, WeightedMean mean) {
        float[] spread = spread(context);
        return new PastForecast(
                context.view().cutoff().getEpochSecond(),
                context.target().start().getEpochSecond(),
                mean.medians(),
                spread,
                mean.bands(spread));
    }

    static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    /** How widely the load usually scatters at the targets: P90 - P10 of the typical profile, kW. */
    private static float[] spread(ForecastContext context) {
        FeatureMatrix features = context.features();
        int low = features.indexOf(LoadFeatures.PROFILE_LOW);
        int high = features.indexOf(LoadFeatures.PROFILE_HIGH);
        float[] spread = new float[features.rows()];
        for (int row = 0; row < spread.length; row++) {
            float width = features.get(row, high) - features.get(row, low);
            spread[row] = width > 0 ? width : 0;
        }
        return spread;
    }

    @Override
    public void save(Path directory) throws IOException {
        BlendFiles.save(this, directory);
    }

    @Override
    public String toString() {
        return "FittedBlend[" + name + " " + weights() + "]";
    }
}
