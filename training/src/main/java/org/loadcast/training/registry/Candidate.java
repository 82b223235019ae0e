package org.loadcast.training.registry;

import org.loadcast.training.forecaster.FittedForecaster;

/**
 * A freshly trained model that asks for a place in the registry.
 *
 * @param key what it forecasts
 * @param evaluation how it did on unseen data, with its rivals
 * @param forecaster the model itself, saved by its own {@link FittedForecaster#save}
 * @param insight what goes on its card beside the rest
 */
public record Candidate(
        ModelKey key, Provenance provenance, Evaluation evaluation, FittedForecaster forecaster, Insight insight) {

    /** A candidate that says nothing of itself. */
    public Candidate(ModelKey key, Provenance provenance, Evaluation evaluation, FittedForecaster forecaster) {
        this(key, provenance, evaluation, forecaster, Insight.none());
    }
}
