package org.loadcast.training.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.blend.BlendFamily;
import org.loadcast.training.blend.Ensemble;
import org.loadcast.training.blend.Families;
import org.loadcast.training.blend.FittedBlend;
import org.loadcast.training.blend.Member;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * One meter of a backtest.
 *
 * @param meter which
 * @param promoted the family with the least error on validation forecasts before the first training ended
 * @param families what each family forecast
 */
public record MeterBacktest(MeterId meter, String promoted, List<FamilyResult> families) {

    private static final Duration FIT_BUDGET = Duration.ofMinutes(3);
    private static final long SEED = 1;

    /** A single family must be this much better than the blend to take its place. */
    private static final double CLEARLY_BETTER = 0.95;

    /** The family that needs no training. */
    private static final String RULE = "profile";

    static MeterBacktest run(
            BacktestTask task, MeterHistory history, List<Member> members, Families families, FitProgress progress) {
        FitOptions options = new FitOptions(task.quantiles(), SEED, FIT_BUDGET, progress);
        TrainingSet first = trainingSet(task, history, task.trainUntil());
        if (first.examples().isEmpty()) {
            return byRule(task, history, families.get(RULE).forecaster(Map.of()).fit(first, options));
        }
        Ensemble ensemble = Ensemble.train(members, families, first, options, Ensemble.FOLDS);
        Map<String, FittedBlend> blends = blends(ensemble);
        List<Integer> refits = refitCutoffs(task);
        List<Ensemble.Refit> refitted = refits.parallelStream()
                .map(i ->
                        ensemble.refit(trainingSet(task, history, task.cutoffs().get(i))))
                .toList();
        Map<String, ForecastRecorder> recorders = new LinkedHashMap<>();
        blends.keySet().forEach(name -> recorders.put(name, recorder(task)));
        PointInTimeView outcome = history.asOf(history.grid().end());
        for (int i = 0; i < task.cutoffs().size(); i++) {
            int refit = refits.indexOf(i);
            if (refit >= 0) {
                blends.replaceAll((name, blend) -> blend.refitted(refitted.get(refit)));
            }
            ForecastContext context = context(task, history, task.cutoffs().get(i));
            blends.forEach((name, blend) ->
                    recorders.getOrDefault(name, recorder(task)).record(blend, context, outcome));
        }
        List<FamilyResult> results = new ArrayList<>();
        recorders.forEach((name, recorder) -> results.add(
                new FamilyResult(name, recorder.rows(), fitTime(name, ensemble, refitted), recorder.time())));
        return new MeterBacktest(history.meter().id(), promoted(ensemble, blends), List.copyOf(results));
    }

    /** Of a meter that began too late to be learned: what a rule says. */
    private static MeterBacktest byRule(BacktestTask task, MeterHistory history, FittedForecaster rule) {
        ForecastRecorder recorder = recorder(task);
        PointInTimeView outcome = history.asOf(history.grid().end());
        task.cutoffs().forEach(cutoff -> recorder.record(rule, context(task, history, cutoff), outcome));
        FamilyResult result = new FamilyResult(RULE, recorder.rows(), Duration.ZERO, recorder.time());
        return new MeterBacktest(history.meter().id(), RULE, List.of(result));
    }

    /** Whether {@code history} has a past cutoff before the first training to learn from; else a rule forecasts. */
    static boolean canLearn(BacktestTask task, MeterHistory history) {
        return !trainingSet(task, history, task.trainUntil()).examples().isEmpty();
    }

    private static ForecastContext context(BacktestTask task, MeterHistory history, Instant cutoff) {
        return ForecastContext.of(history.asOf(cutoff), task.window());
    }

    private static ForecastRecorder recorder(BacktestTask task) {
        return new ForecastRecorder(task.quantiles(), task.window().step());
    }

    private static TrainingSet trainingSet(BacktestTask task, MeterHistory history, Instant until) {
        Duration known = Duration.between(history.grid().start(), until);
        Duration every = CutoffSchedule.rhythm(task.window(), task.cutoffs(), known);
        return new TrainingSet(
                history.asOf(until),
                task.window(),
                CutoffSchedule.before(until, task.cutoffs().get(0), history.grid(), task.window(), every));
    }

    /** Indices of the cutoffs before which the task allows a refit. */
    private static List<Integer> refitCutoffs(BacktestTask task) {
        List<Integer> refits = new ArrayList<>();
        Instant last = task.cutoffs().get(0);
        for (int i = 1; i < task.cutoffs().size() && !task.refit().isZero(); i++) {
            Instant cutoff = task.cutoffs().get(i);
            if (!cutoff.isBefore(last.plus(task.refit()))) {
                refits.add(i);
                last = cutoff;
            }
        }
        return refits;
    }

    private static Map<String, FittedBlend> blends(Ensemble ensemble) {
        Map<String, FittedBlend> blends = new LinkedHashMap<>();
        for (String family : ensemble.families()) {
            blends.put(family, ensemble.blend(family, ofFamily(family)));
        }
        if (blends.size() > 1) {
            blends.put(BlendFamily.NAME, ensemble.blend(BlendFamily.NAME));
        }
        return blends;
    }

    private static Predicate<Member> ofFamily(String family) {
        return member -> member.family().equals(family);
    }

    private static String promoted(Ensemble ensemble, Map<String, FittedBlend> blends) {
        String best = blends.keySet().stream().reduce((first, last) -> last).orElseThrow();
        double least = CLEARLY_BETTER * ensemble.outOfSampleMaeKw(any -> true);
        for (String family : ensemble.families()) {
            double mae = ensemble.outOfSampleMaeKw(ofFamily(family));
            if (mae < least) {
                least = mae;
                best = family;
            }
        }
        return best;
    }

    private static Duration fitTime(String family, Ensemble ensemble, List<Ensemble.Refit> refits) {
        List<String> parts = family.equals(BlendFamily.NAME) ? ensemble.families() : List.of(family);
        return parts.stream()
                .flatMap(part -> IntStream.rangeClosed(0, refits.size())
                        .mapToObj(i -> i == 0
                                ? ensemble.fitTime(part)
                                : refits.get(i - 1).fitTime(part)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
