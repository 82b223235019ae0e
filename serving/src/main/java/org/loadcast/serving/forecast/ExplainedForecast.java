package org.loadcast.serving.forecast;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.ForecastContext;

/**
 * A forecast, and what each feature adds to its medians.
 *
 * @param explanation rows = the forecast's intervals
 */
public record ExplainedForecast(Forecast forecast, Explanation explanation) {

    private static final int MEAN_DAYS = 28;

    /** Asks the model that made {@code forecast}; a rule below the model is explained as a whole, from the meter's mean load. */
    static ExplainedForecast of(Forecast forecast, PointInTimeView view, Champion champion) {
        Optional<Explanation> parts =
                forecast.source() instanceof ForecastSource.Model && champion instanceof Champion.Promoted model
                        ? model.forecaster()
                                .get()
                                .explain(new ForecastContext(
                                        view,
                                        forecast.grid(),
                                        Horizon.parse(forecast.horizon()).isNear()))
                        : Optional.empty();
        return new ExplainedForecast(forecast, parts.orElseGet(() -> whole(forecast, view)));
    }

    /** Start of the interval with the highest median. */
    public Instant peakStart() {
        int peak = 0;
        for (int i = 1; i < forecast.grid().length(); i++) {
            peak = forecast.median(i) > forecast.median(peak) ? i : peak;
        }
        return forecast.grid().startOf(peak);
    }

    /** Index of the interval that holds {@code instant}; empty when the forecast does not reach it. */
    public OptionalInt rowOf(Instant instant) {
        TimeGrid grid = forecast.grid();
        return instant.isBefore(grid.start()) || !instant.isBefore(grid.end())
                ? OptionalInt.empty()
                : OptionalInt.of(grid.indexOf(instant));
    }

    private static Explanation whole(Forecast forecast, PointInTimeView view) {
        double[] medians = IntStream.range(0, forecast.grid().length())
                .mapToDouble(forecast::median)
                .toArray();
        int cutoff = view.cutoffIndex();
        double mean = view.meanLoad(cutoff - MEAN_DAYS * view.grid().stepsPerDay(), cutoff);
        String rule = "lag." + forecast.source().tier().label();
        return Explanation.whole("a rule as a whole", rule, Double.isNaN(mean) ? 0 : mean, medians);
    }
}
