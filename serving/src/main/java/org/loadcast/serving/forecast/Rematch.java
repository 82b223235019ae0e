package org.loadcast.serving.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.Stores;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;

/**
 * Lets two models forecast the same past cutoffs from what was known at each of them, and compares both with what was measured
 * later. It is the same as if both had forecast all the time, except for readings that came in late. Thread-safe.
 */
public final class Rematch {

    private static final Duration BETWEEN_CUTOFFS = Duration.ofHours(3);

    private final MeasurementStore readings;
    private final HistoryReader histories;
    private final ModelRegistry models;

    public Rematch(Stores stores, HistoryReader histories, ModelRegistry models) {
        this.readings = stores.measurements();
        this.histories = histories;
        this.models = models;
    }

    /**
     * How both did.
     *
     * @param points intervals that were forecast and measured
     * @param firstMaeKw mean absolute error of the first model's median
     * @param secondMaeKw that of the second model's
     */
    public record Result(int points, double firstMaeKw, double secondMaeKw) {}

    /**
     * Compares two models of one meter and horizon on the cutoffs of {@code span}.
     *
     * @return empty when nothing that they forecast is measured
     * @throws org.loadcast.training.registry.RegistryException when a model cannot be read
     */
    public Optional<Result> of(Meter meter, Horizon horizon, ModelVersion first, ModelVersion second, Interval span) {
        FittedForecaster one = models.load(first);
        FittedForecaster two = models.load(second);
        Quantiles levelsOfOne = first.provenance().quantileLevels();
        Quantiles levelsOfTwo = second.provenance().quantileLevels();
        Duration step = first.provenance().step();
        long seconds = step.toSeconds();
        int points = 0;
        double errorOfOne = 0;
        double errorOfTwo = 0;
        Instant cutoff = Instant.ofEpochSecond(-Math.floorDiv(-span.from().getEpochSecond(), seconds) * seconds);
        for (; cutoff.isBefore(span.to()); cutoff = cutoff.plus(BETWEEN_CUTOFFS)) {
            TimeGrid target = horizon.target(cutoff, step, meter.zone());
            PointInTimeView view =
                    histories.read(meter, cutoff, target, horizon.isNear()).asOf(cutoff);
            ForecastContext question = new ForecastContext(view, target, horizon.isNear());
            LoadSeries measured = readings.load(meter.id(), new Interval(target.start(), target.end()), step);
            double[] medianOfOne = medians(one, levelsOfOne, question);
            double[] medianOfTwo = medians(two, levelsOfTwo, question);
            for (int i = 0; i < target.length(); i++) {
                int at = measured.grid().indexOf(target.startOf(i));
                if (at >= 0 && at < measured.length() && !measured.isMissing(at)) {
                    points++;
                    errorOfOne += Math.abs(medianOfOne[i] - measured.kilowatts(at));
                    errorOfTwo += Math.abs(medianOfTwo[i] - measured.kilowatts(at));
                }
            }
        }
        return points == 0
                ? Optional.empty()
                : Optional.of(new Result(points, errorOfOne / points, errorOfTwo / points));
    }

    private static double[] medians(FittedForecaster model, Quantiles levels, ForecastContext question) {
        double[][] rows = model.forecast(question);
        int median = levels.indexOf(0.5);
        double[] medians = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            medians[i] = rows[i][median];
        }
        return medians;
    }
}
