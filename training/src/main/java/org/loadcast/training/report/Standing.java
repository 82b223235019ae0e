package org.loadcast.training.report;

import java.time.Duration;
import java.util.Optional;
import org.loadcast.training.metrics.DieboldMariano;
import org.loadcast.training.metrics.PeakScores;
import org.loadcast.training.metrics.Scores;

/**
 * One line of a leaderboard.
 *
 * @param family name of the family, or {@link #AS_PROMOTED}
 * @param promotedMeters number of meters that this family would serve
 * @param scores over all meters that it forecast
 * @param fitTime of all its fits
 * @param forecastTime of all its forecasts
 * @param peaks how well it met the highest load of the days; empty where no whole day was forecast
 * @param againstPromoted whether it differs from the promoted forecasts by more than chance; empty where nothing can be said
 */
public record Standing(
        String family,
        int promotedMeters,
        Scores scores,
        Duration fitTime,
        Duration forecastTime,
        Optional<PeakScores> peaks,
        Optional<DieboldMariano> againstPromoted) {

    /** Stands for the mixture when the promoted family differs from meter to meter. */
    public static final String AS_PROMOTED = "as promoted";
}
