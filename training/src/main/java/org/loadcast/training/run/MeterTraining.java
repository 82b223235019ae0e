package org.loadcast.training.run;

import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;

/** What became of one meter and horizon of a fleet. */
public sealed interface MeterTraining {

    MeterId meter();

    Horizon horizon();

    /** A model was trained and registered; the outcome tells whether it was promoted. */
    record Trained(MeterId meter, Horizon horizon, TrainingOutcome outcome) implements MeterTraining {}

    /** Nothing could be trained; {@code reason} is a sentence. */
    record Skipped(MeterId meter, Horizon horizon, String reason) implements MeterTraining {}
}
