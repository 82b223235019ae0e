package org.loadcast.serving.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.series.Interval;
import org.loadcast.serving.forecast.Accuracy;

/**
 * The newest day-ahead forecasts were much worse than those of the four weeks before.
 *
 * @param factor by which the mean absolute error may grow, above 1
 * @param window of the newest forecasts
 */
record AccuracyDrift(double factor, Duration window) implements Condition {

    static final String KIND = "accuracy-drift";

    private static final Duration BEFORE = Duration.ofDays(28);
    private static final int LEAST_POINTS = 96;
    /** An open one is over when the error falls below this part of the limit. */
    private static final double MARGIN = 0.9;

    AccuracyDrift {
        if (!(factor > 1 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(KIND + ": factor " + factor + " is not above 1. Use for example 1.5.");
        }
        Require.window(KIND, window);
    }

    private record Misses(long points, double meanKw) {

        static Misses of(List<Accuracy.Row> rows) {
            long points = rows.stream().mapToLong(Accuracy.Row::points).sum();
            double sum =
                    rows.stream().mapToDouble(row -> row.points() * row.maeKw()).sum();
            return new Misses(points, points == 0 ? 0 : sum / points);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Breach> find(Evidence evidence, boolean open) {
        Instant since = evidence.at().minus(window);
        Misses recent = Misses.of(evidence.accuracy(new Interval(since, evidence.at())));
        if (recent.points() < LEAST_POINTS) {
            return Optional.empty();
        }
        Misses usual = Misses.of(evidence.accuracy(new Interval(since.minus(BEFORE), since)));
        double limit = (open ? MARGIN : 1) * factor * usual.meanKw();
        if (usual.points() < LEAST_POINTS || usual.meanKw() == 0 || recent.meanKw() <= limit) {
            return Optional.empty();
        }
        return Optional.of(new Breach(
                since,
                evidence.at(),
                String.format(
                        Locale.ROOT,
                        "Day-ahead forecasts of the last %s missed by %.2f kW on average, those before by %.2f kW."
                                + " Train the meter anew, or look for what has changed there.",
                        Spans.words(window),
                        recent.meanKw(),
                        usual.meanKw())));
    }
}
