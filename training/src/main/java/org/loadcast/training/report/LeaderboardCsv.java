package org.loadcast.training.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.loadcast.training.metrics.PeakScores;
import org.loadcast.training.metrics.Scores;

/** The leaderboard as a table for scripts: one line a family, best first; a figure that is not defined is empty. */
final class LeaderboardCsv {

    private static final String HEADER = "family,promoted_meters,rows,wape,mae_kw,rmse_kw,bias_kw,mase,sql,wql,"
            + "coverage_p10_p90,crossed,naive_wape,skill,fit_seconds,forecast_seconds,"
            + "peak_mae_kw,peak_mae_share,peak_same_hour_rate,peak_hour_hit_rate\n";

    private LeaderboardCsv() {}

    static String of(Findings findings) {
        return findings.leaderboard().stream().map(LeaderboardCsv::line).collect(Collectors.joining("", HEADER, ""));
    }

    private static String line(Standing standing) {
        Scores scores = standing.scores();
        return String.join(
                        ",",
                        List.of(
                                standing.family(),
                                Integer.toString(standing.promotedMeters()),
                                Integer.toString(scores.rows()),
                                number(scores.wape()),
                                number(scores.maeKw()),
                                number(scores.rmseKw()),
                                number(scores.biasKw()),
                                number(scores.mase()),
                                number(scores.sql()),
                                number(scores.wql()),
                                number(scores.coverage()),
                                Integer.toString(scores.crossed()),
                                number(scores.naiveWape()),
                                number(scores.skill()),
                                seconds(standing.fitTime()),
                                seconds(standing.forecastTime()),
                                peak(standing, peaks -> OptionalDouble.of(peaks.maeKw())),
                                peak(standing, PeakScores::maeShare),
                                peak(standing, peaks -> OptionalDouble.of(peaks.sameHourRate())),
                                peak(standing, peaks -> OptionalDouble.of(peaks.hourHitRate()))))
                + "\n";
    }

    private static String peak(Standing standing, Function<PeakScores, OptionalDouble> figure) {
        return number(standing.peaks().map(figure).orElse(OptionalDouble.empty()));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.6g", value.getAsDouble()) : "";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }
}
