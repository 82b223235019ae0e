package org.loadcast.training.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.backtest.ForecastRecorder;
import org.loadcast.training.blend.Families;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.PooledForecaster;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.boosting.GlobalFamily;
import org.loadcast.training.metrics.Scores;
import org.loadcast.training.metrics.SeasonalReference;
import org.loadcast.training.registry.BuildVersions;
import org.loadcast.training.registry.Candidate;
import org.loadcast.training.registry.DataFingerprint;
import org.loadcast.training.registry.Evaluation;
import org.loadcast.training.registry.Figures;
import org.loadcast.training.registry.Insight;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;
import org.loadcast.training.registry.PromotionRule;
import org.loadcast.training.registry.Provenance;

/**
 * Trains one model on all meters of a group. It serves those of its meters that have none of their own, new ones among them: the
 * first days of every meter are learned from too, so that the model knows what little history looks like.
 */
public final class GroupTraining {

    private static final Duration FIRST_DAYS = Duration.ofDays(3);
    private static final Duration RHYTHM = Duration.ofHours(30);
    private static final Duration UNSEEN = Duration.ofDays(14);
    private static final Duration FIT_BUDGET = Duration.ofMinutes(10);
    private static final int MOST_SCORED = 40;

    private final ModelRegistry registry;
    private final Families families;
    private final PromotionRule rule;

    public GroupTraining(ModelRegistry registry, Families families, PromotionRule rule) {
        this.registry = registry;
        this.families = families;
        this.rule = rule;
    }

    /**
     * What came of it.
     *
     * @param meters how many meters it learned from
     */
    public record Outcome(ModelVersion version, PromotionRule.Decision decision, int meters) {}

    /**
     * Trains one family after the other, registers each as challenger of the group and promotes it if it is better than the champion
     * and the seasonal naive; {@code boosting-global} when the request names none.
     *
     * @param histories of the group's meters; those with another step than most are left out
     * @return what came of each family, in the order of their names
     * @throws IllegalArgumentException when a family learns from one meter only
     * @throws TooLittleHistoryException when no meter has enough to learn from and to evaluate on
     */
    public List<Outcome> train(
            String group, List<MeterHistory> histories, TrainingRequest request, FitProgress progress) {
        Set<String> names = request.families().isEmpty() ? Set.of(GlobalFamily.NAME) : request.families();
        names.forEach(this::pooled);
        return names.stream()
                .sorted()
                .map(name -> train(group, histories, name, request, progress))
                .toList();
    }

    private Outcome train(
            String group, List<MeterHistory> histories, String family, TrainingRequest request, FitProgress progress) {
        long start = System.nanoTime();
        List<MeterHistory> alike = alike(histories);
        if (alike.isEmpty()) {
            throw new TooLittleHistoryException("Group " + group + " has no meter with readings.");
        }
        LeadWindow window =
                TrainingRun.window(request.horizon(), alike.get(0).grid().step());
        Instant until = alike.stream()
                .map(history -> history.grid().end())
                .max(Instant::compareTo)
                .filter(end -> end.isBefore(request.until()))
                .orElse(request.until());
        Instant unseenFrom = until.minus(UNSEEN);
        FitOptions options = new FitOptions(Quantiles.DECILES, request.seed(), FIT_BUDGET, progress);
        progress.step(group + ": learning from " + alike.size() + " meters", 0, 3);
        FittedForecaster seen = pooled(family).fit(sets(alike, window, unseenFrom), options);
        ModelKey key = ModelKey.ofGroup(group, request.horizon());
        Optional<ModelVersion> champion = registry.champion(key);
        progress.step(group + ": scoring on unseen days", 1, 3);
        Evaluation evaluation = evaluation(alike, window, new Interval(unseenFrom, until), seen, champion);
        progress.step(group + ": learning from everything", 2, 3);
        List<TrainingSet> whole = sets(alike, window, until);
        FittedForecaster challenger = pooled(family).fit(whole, options);
        Provenance provenance = provenance(family, request, whole, Duration.ofNanos(System.nanoTime() - start));
        ModelVersion version = registry.register(
                new Candidate(key, provenance, evaluation, challenger, Insight.of(challenger, List.of())));
        return new Outcome(version, registry.promoteIfBetter(version, rule), whole.size());
    }

    private PooledForecaster pooled(String family) {
        if (families.get(family).forecaster(Map.of()) instanceof PooledForecaster pooled) {
            return pooled;
        }
        throw new IllegalArgumentException("Family " + family + " learns from one meter, not from a group. Use "
                + String.join(
                        " or ",
                        families.names().stream()
                                .filter(name -> name.endsWith("-global"))
                                .toList())
                + ".");
    }

    private static List<MeterHistory> alike(List<MeterHistory> histories) {
        Map<Duration, List<MeterHistory>> bySteps = new TreeMap<>();
        histories.forEach(history -> bySteps.computeIfAbsent(history.grid().step(), any -> new ArrayList<>())
                .add(history));
        return bySteps.values().stream()
                .max((one, other) -> Integer.compare(one.size(), other.size()))
                .orElse(List.of());
    }

    private static List<TrainingSet> sets(List<MeterHistory> histories, LeadWindow window, Instant until) {
        return histories.stream()
                .filter(history -> history.grid().start().plus(FIRST_DAYS).isBefore(until))
                .map(history -> set(history, window, until))
                .filter(set -> !set.examples().isEmpty())
                .toList();
    }

    private static TrainingSet set(MeterHistory history, LeadWindow window, Instant until) {
        Instant end =
                until.isBefore(history.grid().end()) ? until : history.grid().end();
        return new TrainingSet(history.asOf(end), window, cutoffs(history, end));
    }

    private static List<Instant> cutoffs(MeterHistory history, Instant until) {
        List<Instant> cutoffs = new ArrayList<>();
        Instant at = history.grid().start().plus(FIRST_DAYS);
        for (; !at.isAfter(until); at = at.plus(RHYTHM)) {
            cutoffs.add(at);
        }
        return cutoffs;
    }

    private Evaluation evaluation(
            List<MeterHistory> histories,
            LeadWindow window,
            Interval unseen,
            FittedForecaster challenger,
            Optional<ModelVersion> champion) {
        ForecastRecorder mine = new ForecastRecorder(Quantiles.DECILES, window.step());
        ForecastRecorder naive = new ForecastRecorder(Quantiles.DECILES, window.step());
        ForecastRecorder old = new ForecastRecorder(Quantiles.DECILES, window.step());
        Optional<FittedForecaster> rival = champion.map(registry::load);
        Map<MeterId, LoadSeries> measured = new TreeMap<>();
        int every = Math.max(1, histories.size() / MOST_SCORED);
        for (int i = 0; i < histories.size(); i += every) {
            MeterHistory history = histories.get(i);
            PointInTimeView outcome = history.asOf(
                    unseen.to().isBefore(history.grid().end())
                            ? unseen.to()
                            : history.grid().end());
            measured.put(history.meter().id(), series(outcome));
            List<TrainingSet> before = sets(List.of(history), window, unseen.from());
            for (Instant cutoff : cutoffs(history, outcome.cutoff())) {
                if (before.isEmpty()
                        || cutoff.isBefore(unseen.from())
                        || cutoff.plus(window.reach()).isAfter(outcome.cutoff())) {
                    continue;
                }
                ForecastContext context = ForecastContext.of(history.asOf(cutoff), window);
                if (!Double.isFinite(challenger.forecast(context)[0][0])) {
                    continue; // a meter without a level: it is answered by the ladder
                }
                mine.record(challenger, context, outcome);
                naive.record(naive(before.get(0)), context, outcome);
                rival.ifPresent(forecaster -> old.record(forecaster, context, outcome));
            }
        }
        if (measured.isEmpty() || mine.rows().size() == 0) {
            throw new TooLittleHistoryException("No meter of the group has readings from " + unseen.from() + " to "
                    + unseen.to() + " to evaluate on, after older ones to learn from.");
        }
        int week = 7 * histories.get(0).grid().stepsPerDay();
        SeasonalReference reference =
                new SeasonalReference(measured, week, SeasonalReference.Scale.FIRST_CUTOFF, unseen.from());
        Scores scores = Scores.of(mine.rows(), reference);
        List<Evaluation.Rival> rivals = new ArrayList<>();
        rivals.add(new Evaluation.Rival(Evaluation.SEASONAL_NAIVE, Figures.of(Scores.of(naive.rows(), reference))));
        champion.ifPresent(version ->
                rivals.add(new Evaluation.Rival(version.id(), Figures.of(Scores.of(old.rows(), reference)))));
        return new Evaluation(unseen, scores.rows(), Figures.of(scores), rivals);
    }

    private FittedForecaster naive(TrainingSet set) {
        return families.get(Evaluation.SEASONAL_NAIVE).forecaster(Map.of()).fit(set, FitOptions.defaults());
    }

    private static LoadSeries series(PointInTimeView view) {
        double[] loads = new double[view.cutoffIndex()];
        Arrays.setAll(loads, view::load);
        return LoadSeries.ofArray(view.grid().slice(0, loads.length), loads);
    }

    private static Provenance provenance(
            String family, TrainingRequest request, List<TrainingSet> sets, Duration time) {
        Instant from = sets.stream()
                .map(set -> set.view().grid().start())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant to = sets.stream()
                .map(set -> set.view().cutoff())
                .max(Instant::compareTo)
                .orElseThrow();
        return new Provenance(
                family,
                Map.of("meters", String.valueOf(sets.size())),
                request.seed(),
                sets.get(0).columns(),
                new Interval(from, to),
                DataFingerprint.of(sets.stream().map(TrainingSet::view).toList()),
                sets.get(0).window().step(),
                Arrays.stream(Quantiles.DECILES.toArray()).boxed().toList(),
                time,
                BuildVersions.current());
    }
}
