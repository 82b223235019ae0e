package org.loadcast.training.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.DieboldMariano;
import org.loadcast.training.metrics.ErrorTally;
import org.loadcast.training.metrics.Scores;

/** What a backtest tells in words: how far ahead, how good, against what, for whom, and on which days it failed. */
final class BacktestStory {

    private static final String SEASONAL_NAIVE = "seasonal-naive";
    private static final int BAD_DAYS = 8;
    private static final int WORST_SHARE = 10;
    private static final int FEWEST_DAYS = 20;
    private static final double CHANCE = 0.05;

    private final Findings findings;
    private final List<DayError> days;

    private BacktestStory(Findings findings) {
        this.findings = findings;
        this.days = findings.worstFirst().stream()
                .flatMap(meter -> DayError.of(meter, findings.reference()).stream())
                .toList();
    }

    static Story of(Findings findings) {
        BacktestStory story = new BacktestStory(findings);
        return new Story("Backtest " + findings.task(), story.sentences(), story.badDays());
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(reach());
        error().ifPresent(sentences::add);
        meters().ifPresent(sentences::add);
        hours().ifPresent(sentences::add);
        worstTenth().ifPresent(sentences::add);
        return sentences;
    }

    private String reach() {
        BacktestRows rows = findings.rows();
        Duration first = IntStream.range(0, rows.size())
                .mapToObj(rows::lead)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Duration last = IntStream.range(0, rows.size())
                .mapToObj(rows::lead)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String ahead = first.equals(last)
                ? first.isZero() ? "the step after its cutoff" : "the step " + hours(first) + " after its cutoff"
                : "the time from " + hours(first) + " to " + hours(last.plus(rows.step())) + " after its cutoff";
        return "Each forecast is for " + ahead + " and was made from what was known then.";
    }

    private static String hours(Duration lead) {
        return lead.toMinutes() % 60 == 0
                ? lead.toHours() + Numbers.NO_BREAK + "h"
                : lead.toMinutes() + Numbers.NO_BREAK + "min";
    }

    private Optional<String> error() {
        Scores scores = findings.scores();
        if (scores.wape().isEmpty()) {
            return Optional.empty();
        }
        String missed = "On average it misses by " + Numbers.percent(scores.wape(), 1) + " of the load ("
                + Numbers.power(scores.maeKw()) + ")";
        if (scores.naiveWape().isEmpty()) {
            return Optional.of(missed + ".");
        }
        return Optional.of(missed + "; repeating the last known season misses by "
                + Numbers.percent(scores.naiveWape(), 1) + ". " + chance());
    }

    /** Whether the seasonal naive, where it ran beside, is beaten by more than chance. */
    private String chance() {
        return findings.leaderboard().stream()
                .filter(standing -> standing.family().equals(SEASONAL_NAIVE))
                .flatMap(standing -> standing.againstPromoted().stream())
                .findFirst()
                .map(BacktestStory::verdict)
                .orElse("");
    }

    private static String verdict(DieboldMariano test) {
        String p = test.pValue() < 0.001 ? "below 0.1" + Numbers.NO_BREAK + "%" : Numbers.percent(test.pValue(), 1);
        return test.pValue() < CHANCE
                ? "The difference is more than chance (Diebold–Mariano, p " + p + ")."
                : "The difference may be chance (Diebold–Mariano, p " + p + ").";
    }

    private Optional<String> meters() {
        List<MeterFinding> worstFirst = findings.worstFirst();
        if (worstFirst.size() < 2) {
            return Optional.empty();
        }
        long better = worstFirst.stream()
                .filter(meter -> meter.scores().skill().orElse(0) > 0)
                .count();
        MeterFinding hardest = worstFirst.get(0);
        MeterFinding easiest = worstFirst.get(worstFirst.size() - 1);
        return Optional.of(better + " of " + worstFirst.size() + " meters are forecast better than by repetition. "
                + hardest.meter() + " is the hardest ("
                + Numbers.percent(hardest.scores().wape(), 1) + "), "
                + easiest.meter() + " the easiest ("
                + Numbers.percent(easiest.scores().wape(), 1) + ").");
    }

    private Optional<String> hours() {
        SortedMap<Integer, ErrorTally> byHour = findings.byLocalHour();
        Comparator<Map.Entry<Integer, ErrorTally>> byError =
                Comparator.comparingDouble(entry -> entry.getValue().maeKw().orElse(0));
        Optional<Map.Entry<Integer, ErrorTally>> worst =
                byHour.entrySet().stream().max(byError);
        Optional<Map.Entry<Integer, ErrorTally>> best =
                byHour.entrySet().stream().min(byError);
        return byHour.size() < 2
                ? Optional.empty()
                : worst.map(hour -> "Most is missed from " + clock(hour.getKey()) + " on the meters' clock ("
                        + Numbers.power(hour.getValue().maeKw()) + "), least from "
                        + clock(best.orElseThrow().getKey())
                        + " (" + Numbers.power(best.orElseThrow().getValue().maeKw()) + ").");
    }

    private static String clock(int hour) {
        return String.format(Locale.ROOT, "%02d:00", hour);
    }

    /** Whether a few days make the error, or all days do. */
    private Optional<String> worstTenth() {
        if (days.size() < FEWEST_DAYS) {
            return Optional.empty();
        }
        List<Double> errors = days.stream()
                .map(DayError::timesUsual)
                .sorted(Comparator.reverseOrder())
                .toList();
        double all = errors.stream().mapToDouble(error -> error).sum();
        double worst = errors.stream()
                .limit(errors.size() / WORST_SHARE)
                .mapToDouble(error -> error)
                .sum();
        return all > 0
                ? Optional.of("The worst tenth of the days makes " + Numbers.percent(OptionalDouble.of(worst / all), 0)
                        + " of the error.")
                : Optional.empty();
    }

    /** The days that are farthest above the usual error of their meter. */
    private List<Story.BadDay> badDays() {
        return days.stream()
                .sorted(Comparator.comparingDouble(day -> -day.timesUsual()))
                .filter(day -> day.timesUsual() > 1)
                .limit(BAD_DAYS)
                .map(DayError::told)
                .toList();
    }
}
