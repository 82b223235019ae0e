package org.loadcast.training.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.backtest.CutoffSchedule;
import org.loadcast.training.backtest.ForecastRecorder;
import org.loadcast.training.blend.BlendFamily;
import org.loadcast.training.blend.Ensemble;
import org.loadcast.training.blend.Families;
import org.loadcast.training.blend.FittedBlend;
import org.loadcast.training.blend.Member;
import org.loadcast.training.blend.MemberCatalog;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
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
import org.loadcast.training.tune.Tuned;
import org.loadcast.training.tune.Tuner;

/** Trains one meter for one horizon, registers the challenger and promotes it if it is better. */
public final class TrainingRun {

    /** From any cutoff the whole next local day is reached: two days and the hour of an autumn change. */
    private static final Duration DAY_AHEAD_REACH = Duration.ofHours(49);

    /** Cutoffs walk through the day, because a day-ahead forecast may be asked at any time. */
    private static final Duration DAY_AHEAD_RHYTHM = Duration.ofHours(30);

    private static final int SEASON_DAYS = 7;
    private static final int UNSEEN_DAYS = 14;
    private static final int LEAST_UNSEEN_DAYS = 2;
    private static final double UNSEEN_SHARE = 0.2;

    /** About so many intervals of so many forecasts at most are explained on the card; exact Shapley values take their time. */
    private static final int EXPLAINED_INTERVALS = 600;

    private static final int MOST_EXPLAINED = 12;
    private static final Duration FIT_BUDGET = Duration.ofMinutes(3);
    private static final int STAGES = 3;

    /** The unseen days are one fold more, from which what is registered learns its weights. */
    private static final int FOLDS = Ensemble.FOLDS - 1;

    private final ModelRegistry registry;
    private final Families families;
    private final PromotionRule rule;

    public TrainingRun(ModelRegistry registry, Families families, PromotionRule rule) {
        this.registry = registry;
        this.families = families;
        this.rule = rule;
    }

    /** The targets that a model for {@code horizon} learns. */
    public static LeadWindow window(Horizon horizon, Duration step) {
        return horizon.isNear()
                ? new LeadWindow(Duration.ZERO, step, 1)
                : new LeadWindow(Duration.ZERO, step, Math.toIntExact(DAY_AHEAD_REACH.toSeconds() / step.toSeconds()));
    }

    /**
     * Trains, registers the challenger and promotes it if it is better.
     *
     * @param history everything stored of the meter
     * @param progress is told of the stages and of long fits
     * @throws TooLittleHistoryException when there is not enough to learn from or to evaluate on
     */
    public TrainingOutcome train(MeterHistory history, TrainingRequest request, FitProgress progress) {
        Registered registered = register(history, request, progress);
        PromotionRule.Decision decision = registry.promoteIfBetter(registered.version(), rule);
        return new TrainingOutcome(
                registered.version(),
                decision,
                registered.leaderboard(),
                registered.blend().weights());
    }

    /**
     * Trains and registers a challenger, and leaves it to others to let it serve.
     *
     * @param progress is told of the stages, as so many of all, whatever goes on inside of them
     * @throws TooLittleHistoryException when there is not enough to learn from or to evaluate on
     */
    public ModelVersion challenger(MeterHistory history, TrainingRequest request, FitProgress progress) {
        return register(history, request, progress).version();
    }

    private record Registered(ModelVersion version, List<TrainingOutcome.Line> leaderboard, FittedBlend blend) {}

    private Registered register(MeterHistory history, TrainingRequest request, FitProgress progress) {
        long start = System.nanoTime();
        LeadWindow window = window(request.horizon(), history.grid().step());
        ModelKey key = ModelKey.ofMeter(history.meter().id(), request.horizon());
        Instant until = request.until().isBefore(history.grid().end())
                ? request.until()
                : history.grid().end();
        Optional<ModelVersion> champion = registry.champion(key);
        Instant unseenFrom = unseenFrom(history, until, champion);
        FitProgress inside = (what, done, of) -> progress.step(what, 0, STAGES);
        FitOptions options = new FitOptions(Quantiles.DECILES, request.seed(), FIT_BUDGET, inside);

        String what = history.meter().id() + " " + request.horizon().label();
        progress.step(what + ": validating members", 0, STAGES);
        TrainingSet seen = set(history, unseenFrom, window);
        Tuned tuned = request.tuning()
                .map(plan -> new Tuner(families, plan).tune(seen, request.families(), options))
                .orElseGet(Tuned::nothing);
        List<Member> members = new ArrayList<>(members(seen, request));
        members.addAll(tuned.members());
        Ensemble ensemble = Ensemble.train(members, families, seen, options, FOLDS);
        progress.step(what + ": scoring on unseen days", 1, STAGES);
        List<ForecastContext> unseen = unseen(history, unseenFrom, until, window);
        Map<String, Scores> scores =
                score(history.asOf(until), unseen, rivals(ensemble, blend(ensemble, request), champion), unseenFrom);
        progress.step(what + ": fitting on everything", 2, STAGES);
        TrainingSet whole = set(history, until, window);
        FittedBlend challenger = blend(ensemble.renewed(whole, unseen), request);
        Evaluation evaluation = evaluation(unseenFrom, until, scores, champion);
        Provenance provenance =
                provenance(request, whole, challenger, tuned, Duration.ofNanos(System.nanoTime() - start));
        Insight insight = Insight.of(challenger, explanations(challenger, history, until, window));
        ModelVersion version = registry.register(new Candidate(key, provenance, evaluation, challenger, insight));
        progress.step(what + ": registered " + version.id(), STAGES, STAGES);
        return new Registered(version, leaderboard(scores, ensemble), challenger);
    }

    /** Why the newest forecasts would have been what they are, for the card. */
    private static List<Explanation> explanations(
            FittedForecaster challenger, MeterHistory history, Instant until, LeadWindow window) {
        List<Instant> all = cutoffs(history, until, window);
        int explained = Math.max(1, Math.min(MOST_EXPLAINED, EXPLAINED_INTERVALS / window.length()));
        return all.subList(Math.max(0, all.size() - explained), all.size()).stream()
                .flatMap(cutoff -> challenger.explain(ForecastContext.of(history.asOf(cutoff), window)).stream())
                .toList();
    }

    private static FittedBlend blend(Ensemble ensemble, TrainingRequest request) {
        return asksForAll(request)
                ? ensemble.blend(BlendFamily.NAME)
                : ensemble.blend(BlendFamily.NAME, m -> request.families().contains(m.family()));
    }

    private List<Member> members(TrainingSet set, TrainingRequest request) {
        List<Member> standard = MemberCatalog.standard(set.window(), set.view(), SEASON_DAYS, request.effort());
        if (asksForAll(request)) {
            return standard;
        }
        request.families().forEach(families::get);
        return standard.stream()
                .filter(m ->
                        request.families().contains(m.family()) || m.family().equals(Evaluation.SEASONAL_NAIVE))
                .toList();
    }

    private static boolean asksForAll(TrainingRequest request) {
        return request.families().isEmpty() || request.families().contains(BlendFamily.NAME);
    }

    private static Instant unseenFrom(MeterHistory history, Instant until, Optional<ModelVersion> champion) {
        Duration all = Duration.between(history.grid().start(), until);
        long days = Math.min(UNSEEN_DAYS, (long) (UNSEEN_SHARE * all.toDays()));
        if (days < LEAST_UNSEEN_DAYS) {
            throw new TooLittleHistoryException("Meter " + history.meter().id() + " has " + all.toDays()
                    + " days of history before " + until + "; training and an honest evaluation need at least "
                    + (int) Math.ceil(LEAST_UNSEEN_DAYS / UNSEEN_SHARE) + ". Wait for more or import older readings.");
        }
        Instant usual = until.minus(Duration.ofDays(days));
        Instant newest = until.minus(Duration.ofDays(LEAST_UNSEEN_DAYS));
        return champion.map(c -> c.provenance().trainedUntil())
                .filter(trained -> trained.isAfter(usual) && !trained.isAfter(newest))
                .orElse(usual);
    }

    private static TrainingSet set(MeterHistory history, Instant until, LeadWindow window) {
        PointInTimeView view = history.asOf(until);
        return new TrainingSet(view, window, cutoffs(history, until, window));
    }

    private static List<Instant> cutoffs(MeterHistory history, Instant until, LeadWindow window) {
        Duration every = window.isNear() ? window.step() : DAY_AHEAD_RHYTHM;
        return CutoffSchedule.before(until, history.grid().start(), history.grid(), window, every);
    }

    private Map<String, FittedForecaster> rivals(
            Ensemble ensemble, FittedBlend blend, Optional<ModelVersion> champion) {
        Map<String, FittedForecaster> rivals = new LinkedHashMap<>();
        rivals.put(BlendFamily.NAME, blend);
        for (String family : ensemble.families()) {
            rivals.put(family, ensemble.blend(family, m -> m.family().equals(family)));
        }
        champion.ifPresent(c -> rivals.put(c.id(), registry.load(c)));
        return rivals;
    }

    /** Questions from cutoffs in {@code [from, until)} whose targets end in it. */
    private static List<ForecastContext> unseen(MeterHistory history, Instant from, Instant until, LeadWindow window) {
        return cutoffs(history, until, window).stream()
                .filter(cutoff ->
                        !cutoff.isBefore(from) && !cutoff.plus(window.reach()).isAfter(until))
                .map(cutoff -> ForecastContext.of(history.asOf(cutoff), window))
                .toList();
    }

    private static Map<String, Scores> score(
            PointInTimeView outcome, List<ForecastContext> unseen, Map<String, FittedForecaster> rivals, Instant from) {
        Map<String, ForecastRecorder> recorders = new LinkedHashMap<>();
        rivals.keySet().forEach(name -> recorders.put(name, new ForecastRecorder(Quantiles.DECILES, outcome.step())));
        for (ForecastContext context : unseen) {
            recorders.forEach(
                    (name, recorder) -> recorder.record(Objects.requireNonNull(rivals.get(name)), context, outcome));
        }
        Map<MeterId, LoadSeries> measured = new TreeMap<>();
        measured.put(outcome.meter().id(), measured(outcome));
        SeasonalReference reference = new SeasonalReference(
                measured, 7 * outcome.grid().stepsPerDay(), SeasonalReference.Scale.FIRST_CUTOFF, from);
        Map<String, Scores> scores = new LinkedHashMap<>();
        recorders.forEach((name, recorder) -> scores.put(name, Scores.of(recorder.rows(), reference)));
        return scores;
    }

    private static LoadSeries measured(PointInTimeView view) {
        double[] loads = new double[view.cutoffIndex()];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = view.load(i);
        }
        return LoadSeries.ofArray(view.grid().slice(0, loads.length), loads);
    }

    private static Evaluation evaluation(
            Instant from, Instant until, Map<String, Scores> scores, Optional<ModelVersion> champion) {
        List<Evaluation.Rival> others = new ArrayList<>();
        for (String name : List.of(
                Evaluation.SEASONAL_NAIVE, champion.map(ModelVersion::id).orElse(Evaluation.SEASONAL_NAIVE))) {
            Scores theirs = scores.get(name);
            if (theirs != null && others.stream().noneMatch(o -> o.name().equals(name))) {
                others.add(new Evaluation.Rival(name, Figures.of(theirs)));
            }
        }
        Scores mine = scores.get(BlendFamily.NAME);
        if (mine == null || mine.rows() == 0) {
            throw new TooLittleHistoryException("No measured load between " + from + " and " + until
                    + " to evaluate on. Train until a moment with recent readings.");
        }
        return new Evaluation(new Interval(from, until), mine.rows(), Figures.of(mine), others);
    }

    private static Provenance provenance(
            TrainingRequest request, TrainingSet set, FittedBlend challenger, Tuned tuned, Duration time) {
        Map<String, String> parameters = new LinkedHashMap<>(tuned.facts());
        challenger
                .weights()
                .forEach(
                        (name, weight) -> parameters.put("weight." + name, String.format(Locale.ROOT, "%.4f", weight)));
        parameters.put("effort", request.effort().toString());
        return new Provenance(
                BlendFamily.NAME,
                parameters,
                request.seed(),
                set.columns(),
                new Interval(set.view().grid().start(), set.view().cutoff()),
                DataFingerprint.of(set.view()),
                set.window().step(),
                Arrays.stream(Quantiles.DECILES.toArray()).boxed().toList(),
                time,
                BuildVersions.current());
    }

    private static List<TrainingOutcome.Line> leaderboard(Map<String, Scores> scores, Ensemble ensemble) {
        return scores.entrySet().stream()
                .filter(e -> e.getKey().equals(BlendFamily.NAME)
                        || ensemble.families().contains(e.getKey()))
                .map(e -> new TrainingOutcome.Line(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingDouble(line -> line.scores().maeKw().orElse(Double.MAX_VALUE)))
                .toList();
    }
}
