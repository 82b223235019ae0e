package org.loadcast.training.blend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * Rolling refits inside a training window: each fold is forecast by members that were fitted on all before it.
 *
 * @param folds by time
 */
public record Validation(List<Fold> folds) {

    private static final double SHARE = 0.35;
    private static final int LEAST_TRAINING_DAYS = 14;
    private static final int DAYS_PER_FOLD = 21;

    /**
     * One fold.
     *
     * @param training what its members learn from
     * @param examples what they forecast
     */
    public record Fold(TrainingSet training, List<ForecastContext> examples) {}

    /** Up to {@code most} folds over the newest part of {@code set}; none when it is too short. */
    public static Validation of(TrainingSet set, int most) {
        List<ForecastContext> examples = set.examples();
        if (examples.isEmpty()) {
            return new Validation(List.of());
        }
        Instant first = examples.get(0).view().cutoff();
        Instant last = examples.get(examples.size() - 1).view().cutoff();
        long days = (last.getEpochSecond() - first.getEpochSecond()) / 86_400;
        long validated = Math.min((long) (SHARE * days), (long) most * DAYS_PER_FOLD);
        if (days - validated < LEAST_TRAINING_DAYS || validated < most) {
            return new Validation(List.of());
        }
        List<Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < most; fold++) {
            Instant from = last.minusSeconds(86_400 * validated * (most - fold) / most);
            Instant to =
                    fold == most - 1 ? Instant.MAX : last.minusSeconds(86_400 * validated * (most - fold - 1) / most);
            List<ForecastContext> part = examples.stream()
                    .filter(e -> !e.view().cutoff().isBefore(from)
                            && e.view().cutoff().isBefore(to))
                    .toList();
            if (!part.isEmpty()) {
                folds.add(new Fold(set.until(from), part));
            }
        }
        return new Validation(List.copyOf(folds));
    }
}
