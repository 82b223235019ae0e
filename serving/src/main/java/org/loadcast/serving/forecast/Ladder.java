package org.loadcast.serving.forecast;

import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * The rungs below the model, best first; the first that has an answer gives it.
 *
 * @param rungs in the order in which they are asked
 */
record Ladder(List<Rung> rungs) {

    Ladder {
        rungs = List.copyOf(rungs);
    }

    /**
     * What the ladder says.
     *
     * @param rows rows = target intervals
     * @param source the rung, and why no higher one answered
     */
    record Result(QuantileRows rows, ForecastSource source) {}

    /**
     * Asks the rungs in turn.
     *
     * @param reason why the model did not answer, a sentence
     * @throws NoHistoryException when no rung has an answer
     */
    Result descend(PointInTimeView view, TimeGrid target, Quantiles quantiles, String reason) {
        List<String> reasons = new ArrayList<>(List.of(reason));
        for (Rung rung : rungs) {
            Rung.Answer answer = rung.answer(view, target, quantiles);
            if (answer instanceof Rung.Answer.Given given) {
                return new Result(given.rows(), new ForecastSource.Fallback(rung.tier(), String.join(" ", reasons)));
            }
            Rung.Answer.Passed passed = (Rung.Answer.Passed) answer;
            reasons.add("No " + rung.tier().label() + " forecast: " + passed.why());
        }
        throw new NoHistoryException(view.meter().id(), view.cutoff(), String.join(" ", reasons));
    }
}
