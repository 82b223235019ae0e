package org.loadcast.training.run;

import java.util.List;
import java.util.Map;
import org.loadcast.training.metrics.Scores;
import org.loadcast.training.registry.ModelVersion;
import org.loadcast.training.registry.PromotionRule;

/**
 * What came of a training.
 *
 * @param version the registered challenger
 * @param decision whether it was promoted, and why
 * @param leaderboard scores of every family and the blend on the unseen window, best first
 * @param weights the blend's members and their weights
 */
public record TrainingOutcome(
        ModelVersion version, PromotionRule.Decision decision, List<Line> leaderboard, Map<String, Double> weights) {

    public TrainingOutcome {
        leaderboard = List.copyOf(leaderboard);
    }

    /** One family on the unseen window. */
    public record Line(String family, Scores scores) {}
}
