package org.loadcast.training.forecaster.baseline;

import java.util.Map;
import org.loadcast.training.forecaster.Settings;

/**
 * The family {@code similar-day}: the mean load of the most similar days of the last three months at the target's time.
 *
 * <p>Days are alike in their kind (workday, Saturday, Sunday or holiday), their mean temperature where that is known, and
 * their season; their level is carried over by the ratio of the last week to the week before that day. Parameter
 * {@code days}: how many days are averaged.
 */
public final class SimilarDayFamily extends BaselineFamily {

    public SimilarDayFamily() {
        super("similar-day", Map.of("days", "5"));
    }

    @Override
    Baseline.Rule rule(Settings settings) {
        return new SimilarDays(settings.integer("days"));
    }
}
