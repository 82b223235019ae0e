package org.loadcast.training.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loadcast.training.registry.Candidates.evaluation;
import static org.loadcast.training.registry.Candidates.mae;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.loadcast.training.registry.Evaluation.Rival;

class PromotionRuleTest {

    private static final Rival CHAMPION = new Rival("champ", mae(1.0));

    @Test
    void theFirstModelNeedsOnlyBeatTheSeasonalNaive() {
        var better = PromotionRule.ANY_IMPROVEMENT.decide(evaluation(1.9, 2), Optional.empty());
        var level = PromotionRule.ANY_IMPROVEMENT.decide(evaluation(2, 2), Optional.empty());

        assertThat(better.promote()).isTrue();
        assertThat(better.reasons())
                .containsExactly(
                        "MAE 1.900 kW is below seasonal-naive's 2.000 kW on 1344 unseen rows.",
                        "There is no champion yet.");
        assertThat(level.promote()).isFalse();
    }

    @Test
    void aChallengerMustBeatBothRivals() {
        var beatsBoth = evaluation(0.9, 2, CHAMPION);
        var beatsTheNaiveOnly = evaluation(1.5, 2, CHAMPION);
        var beatsTheChampionOnly = evaluation(0.9, 0.8, CHAMPION);

        assertThat(PromotionRule.ANY_IMPROVEMENT
                        .decide(beatsBoth, Optional.of("champ"))
                        .promote())
                .isTrue();
        assertThat(PromotionRule.ANY_IMPROVEMENT
                        .decide(beatsTheNaiveOnly, Optional.of("champ"))
                        .promote())
                .isFalse();
        assertThat(PromotionRule.ANY_IMPROVEMENT
                        .decide(beatsTheChampionOnly, Optional.of("champ"))
                        .promote())
                .isFalse();
    }

    @Test
    void aMarginAsksForMoreThanAnyImprovement() {
        var twoPerCent = new PromotionRule(0.02);

        assertThat(twoPerCent
                        .decide(evaluation(0.985, 2, CHAMPION), Optional.of("champ"))
                        .promote())
                .isFalse();
        assertThat(twoPerCent
                        .decide(evaluation(0.975, 2, CHAMPION), Optional.of("champ"))
                        .promote())
                .isTrue();
        assertThatThrownBy(() -> new PromotionRule(-0.1)).hasMessageContaining("-0.1");
    }

    @Test
    void aChampionOutsideTheEvaluationIsNotBeaten() {
        var decision = PromotionRule.ANY_IMPROVEMENT.decide(evaluation(0.9, 2), Optional.of("champ"));

        assertThat(decision.promote()).isFalse();
        assertThat(decision.reasons()).anyMatch(reason -> reason.contains("Not compared with champ"));
    }
}
