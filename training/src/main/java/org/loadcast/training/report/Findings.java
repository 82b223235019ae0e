package org.loadcast.training.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.backtest.BacktestResult;
import org.loadcast.training.backtest.FamilyResult;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.DieboldMariano;
import org.loadcast.training.metrics.ErrorTally;
import org.loadcast.training.metrics.IntervalScores;
import org.loadcast.training.metrics.PeakScores;
import org.loadcast.training.metrics.Reliability;
import org.loadcast.training.metrics.Scores;
import org.loadcast.training.metrics.SeasonalReference;

/** Every figure of a backtest's report, worked out once. */
final class Findings {

    private final BacktestResult result;
    private final BacktestRows rows;
    private final Scores scores;
    private final List<Standing> leaderboard;
    private final List<MeterFinding> worstFirst;

    Findings(BacktestResult result) {
        this.result = result;
        this.rows = result.promotedRows();
        this.scores = Scores.of(rows, result.reference());
        this.leaderboard = leaderboard(result, rows, scores);
        this.worstFirst = rows.meters().stream()
                .map(meter -> {
                    BacktestRows own = rows.only(meter);
                    return new MeterFinding(
                            meter,
                            result.zone(meter),
                            result.promoted().getOrDefault(meter, ""),
                            own,
                            Scores.of(own, result.reference()),
                            PeakScores.of(own, result::zone));
                })
                .sorted(Comparator.comparingDouble(
                        finding -> -finding.scores().wape().orElse(Double.MAX_VALUE)))
                .toList();
    }

    private static List<Standing> leaderboard(BacktestResult result, BacktestRows promoted, Scores promotedScores) {
        List<Standing> standings = new ArrayList<>();
        for (FamilyResult family : result.families()) {
            int meters = (int) result.promoted().values().stream()
                    .filter(family.family()::equals)
                    .count();
            boolean isPromotedEverywhere = meters == result.promoted().size();
            standings.add(new Standing(
                    family.family(),
                    meters,
                    Scores.of(family.rows(), result.reference()),
                    family.fitTime(),
                    family.forecastTime(),
                    PeakScores.of(family.rows(), result::zone),
                    isPromotedEverywhere ? Optional.empty() : DieboldMariano.compare(family.rows(), promoted)));
        }
        if (standings.stream()
                .noneMatch(s -> s.promotedMeters() == result.promoted().size())) {
            standings.add(new Standing(
                    Standing.AS_PROMOTED,
                    result.promoted().size(),
                    promotedScores,
                    Duration.ZERO,
                    Duration.ZERO,
                    PeakScores.of(promoted, result::zone),
                    Optional.empty()));
        }
        standings.sort(Comparator.comparingDouble(s -> s.scores().wape().orElse(Double.MAX_VALUE)));
        return List.copyOf(standings);
    }

    String task() {
        return result.task();
    }

    Map<String, String> facts() {
        return result.facts();
    }

    SeasonalReference reference() {
        return result.reference();
    }

    /** The forecasts of the promoted families. */
    BacktestRows rows() {
        return rows;
    }

    Scores scores() {
        return scores;
    }

    /** Best first. */
    List<Standing> leaderboard() {
        return leaderboard;
    }

    List<MeterFinding> worstFirst() {
        return worstFirst;
    }

    SortedMap<Duration, ErrorTally> byLead() {
        return ErrorTally.byLead(rows, result.reference());
    }

    SortedMap<Integer, ErrorTally> byLocalHour() {
        return ErrorTally.byLocalHour(rows, result.reference(), result::zone);
    }

    Reliability reliability() {
        return Reliability.of(rows);
    }

    /** The band between P10 and P90; empty when these are not forecast or nothing was scored. */
    Optional<IntervalScores> band() {
        Quantiles quantiles = rows.quantiles();
        return quantiles.indexOf(0.1) < 0 || quantiles.indexOf(0.9) < 0
                ? Optional.empty()
                : IntervalScores.of(rows, 0.1, 0.9);
    }

    Optional<PeakScores> peaks() {
        return PeakScores.of(rows, result::zone);
    }
}
