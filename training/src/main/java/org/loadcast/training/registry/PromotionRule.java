package org.loadcast.training.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A challenger takes the champion's place only when its mean absolute error is below the champion's and below the seasonal
 * naive's, all measured on the same unseen rows.
 *
 * @param margin how much lower, as a share of the rival's error: 0 is any improvement, 0.02 is two per cent
 */
public record PromotionRule(double margin) {

    /** Any improvement will do. */
    public static final PromotionRule ANY_IMPROVEMENT = new PromotionRule(0);

    /**
     * What was decided.
     *
     * @param reasons one sentence for every comparison
     */
    public record Decision(boolean promote, List<String> reasons) {
        public Decision {
            reasons = List.copyOf(reasons);
        }
    }

    public PromotionRule {
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException(
                    "Promotion margin " + margin + " is not a share between 0 and 1, such as 0.02.");
        }
    }

    /**
     * Decides about a challenger.
     *
     * @param challenger the challenger's evaluation; must hold the seasonal naive
     * @param champion id of the champion that serves now; must be among the rivals where there is one
     */
    public Decision decide(Evaluation challenger, Optional<String> champion) {
        List<String> reasons = new ArrayList<>();
        boolean promote = beats(challenger, Evaluation.SEASONAL_NAIVE, reasons);
        if (champion.isPresent()) {
            promote &= beats(challenger, champion.get(), reasons);
        } else {
            reasons.add("There is no champion yet.");
        }
        return new Decision(promote, reasons);
    }

    private boolean beats(Evaluation challenger, String rival, List<String> reasons) {
        Optional<Figures> figures = challenger.rival(rival);
        if (figures.isEmpty()) {
            reasons.add("Not compared with " + rival + " on the same window. Evaluate it there and register again.");
            return false;
        }
        double theirs = figures.get().maeKw();
        double mine = challenger.model().maeKw();
        boolean better = mine < theirs * (1 - margin);
        reasons.add(String.format(
                Locale.ROOT,
                "MAE %.4g kW is %s %s's %.4g kW%s on %d unseen rows.",
                mine,
                better ? "below" : "not below",
                rival,
                theirs,
                margin > 0 ? String.format(Locale.ROOT, " less %.1f %%", 100 * margin) : "",
                challenger.rows()));
        return better;
    }
}
