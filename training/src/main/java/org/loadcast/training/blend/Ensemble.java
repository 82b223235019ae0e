package org.loadcast.training.blend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.calibration.Calibration;
import org.loadcast.training.calibration.CalibrationChoice;
import org.loadcast.training.calibration.PastForecast;
import org.loadcast.training.calibration.PastForecasts;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * Members trained on one set, with their out-of-sample forecasts; blends of any of them are cut from it without training
 * again.
 */
public final class Ensemble {

    /** So many refits tell members apart well enough. */
    public static final int FOLDS = 3;

    /** A member this much worse than the best after the first fold is not worth its training time. */
    private static final double HOPELESS = 1.6;

    private final TrainingSet set;
    private final Families families;
    private final FitOptions options;
    private final List<ForecastContext> validated;
    private final List<MemberTrial> trials;
    private final List<FittedMember> fitted;
    private final Calibration calibration;

    private Ensemble(
            TrainingSet set,
            Families families,
            FitOptions options,
            List<ForecastContext> validated,
            List<MemberTrial> trials,
            List<FittedMember> fitted) {
        this.set = set;
        this.families = families;
        this.options = options;
        this.validated = validated;
        this.trials = trials;
        this.fitted = fitted;
        this.calibration = calibration();
    }

    /**
     * Validates and trains.
     *
     * @param folds rolling refits of the validation
     * @throws TooLittleHistoryException when the set has no examples or no member can learn from it
     */
    public static Ensemble train(
            List<Member> members, Families families, TrainingSet set, FitOptions options, int folds) {
        if (set.examples().isEmpty()) {
            throw tooLittle(set);
        }
        Validation validation = Validation.of(set, folds);
        List<ForecastContext> validated =
                validation.folds().stream().flatMap(f -> f.examples().stream()).toList();
        List<MemberTrial> trials = validate(members, families, set, options, validation, validated);
        Set<Member> worthFitting = worthFitting(trials, set.window());
        List<FittedMember> fitted = members.parallelStream()
                .filter(member -> trials.isEmpty() || worthFitting.contains(member))
                .flatMap(member -> fit(member, families, set, options).stream())
                .toList();
        if (fitted.isEmpty()) {
            throw tooLittle(set);
        }
        return new Ensemble(set, families, options, trials.isEmpty() ? List.of() : validated, trials, fitted);
    }

    /** Those that have weight in the blend of all, and the best of each family. */
    private static Set<Member> worthFitting(List<MemberTrial> trials, LeadWindow window) {
        Set<Member> worth = new HashSet<>();
        Set<String> families = new HashSet<>();
        trials.stream().sorted(Comparator.comparingDouble(MemberTrial::maeKw)).forEach(trial -> {
            if (families.add(trial.member().family())) {
                worth.add(trial.member());
            }
        });
        List<List<Double>> weights = trials.isEmpty() ? List.of() : BlendWeights.of(trials, window.isNear());
        for (int i = 0; i < weights.size(); i++) {
            if (weights.get(i).stream().anyMatch(weight -> weight > 0)) {
                worth.add(trials.get(i).member());
            }
        }
        return worth;
    }

    private static TooLittleHistoryException tooLittle(TrainingSet set) {
        return new TooLittleHistoryException("Meter " + set.view().meter().id() + " has too little history before "
                + set.view().cutoff() + " for any forecaster. Wait for more readings or import older ones.");
    }

    private static List<MemberTrial> validate(
            List<Member> members,
            Families families,
            TrainingSet set,
            FitOptions options,
            Validation validation,
            List<ForecastContext> validated) {
        List<List<Outline>> outlines = new ArrayList<>();
        members.forEach(m -> outlines.add(new ArrayList<>()));
        List<Integer> alive = IntStream.range(0, members.size()).boxed().toList();
        int done = 0;
        for (Validation.Fold fold : validation.folds()) {
            List<List<Outline>> parts = alive.parallelStream()
                    .map(m -> foldOutlines(members.get(m), families, fold, options))
                    .toList();
            List<Integer> able = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).isEmpty()) {
                    outlines.get(alive.get(i)).addAll(parts.get(i));
                    able.add(alive.get(i));
                }
            }
            done += fold.examples().size();
            alive = promising(able, members, outlines, set, validated.subList(0, done));
        }
        return alive.stream()
                .map(m -> MemberTrial.of(members.get(m), outlines.get(m), set, validated))
                .filter(t -> Double.isFinite(t.maeKw()))
                .toList();
    }

    /** Forecasts of a fold's examples; none when the member cannot learn from so little. */
    private static List<Outline> foldOutlines(
            Member member, Families families, Validation.Fold fold, FitOptions options) {
        return fit(member, families, fold.training(), options).stream()
                .flatMap(f -> fold.examples().stream()
                        .map(e -> Outline.of(f.forecaster().forecast(e), options.quantiles())))
                .toList();
    }

    private static List<FittedMember> fit(Member member, Families families, TrainingSet set, FitOptions options) {
        try {
            long start = System.nanoTime();
            FittedForecaster forecaster = families.get(member.family())
                    .forecaster(member.parameters())
                    .fit(set, options);
            return List.of(new FittedMember(member, forecaster, Duration.ofNanos(System.nanoTime() - start)));
        } catch (TooLittleHistoryException e) {
            return List.of();
        }
    }

    private static List<Integer> promising(
            List<Integer> able,
            List<Member> members,
            List<List<Outline>> outlines,
            TrainingSet set,
            List<ForecastContext> soFar) {
        List<MemberTrial> trials = able.stream()
                .map(m -> MemberTrial.of(members.get(m), outlines.get(m), set, soFar))
                .toList();
        double best = trials.stream().mapToDouble(MemberTrial::maeKw).min().orElse(Double.NaN);
        Optional<String> leader = trials.stream()
                .filter(trial -> MemberCatalog.RIVALS.containsKey(trial.member().name()))
                .min(Comparator.comparingDouble(trial -> trial.maeKw()
                        * MemberCatalog.RIVALS.getOrDefault(trial.member().name(), 1.0)))
                .map(trial -> trial.member().name());
        Set<String> families = new HashSet<>();
        List<Integer> order = IntStream.range(0, able.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> trials.get(i).maeKw()))
                .toList();
        Set<Integer> kept = new HashSet<>();
        for (int i : order) {
            Member member = trials.get(i).member();
            boolean isBeaten =
                    MemberCatalog.RIVALS.containsKey(member.name()) && !leader.equals(Optional.of(member.name()));
            // Who is beaten does not stand for its family.
            if (!isBeaten && (families.add(member.family()) || !(trials.get(i).maeKw() > HOPELESS * best))) {
                kept.add(able.get(i));
            }
        }
        return able.stream().filter(kept::contains).toList();
    }

    /** The families that trained, in the order of the members. */
    public List<String> families() {
        return fitted.stream().map(f -> f.member().family()).distinct().toList();
    }

    /** Fits the members again on {@code later}; weights and calibration stay. */
    public Refit refit(TrainingSet later) {
        return new Refit(fitted.parallelStream()
                .map(f -> fit(f.member(), families, later, options).stream()
                        .findFirst()
                        .orElse(f))
                .toList());
    }

    /**
     * The members fitted again on {@code later}, and weighted and calibrated by what these forecast for {@code unseen}, too.
     *
     * @param unseen questions whose outcomes {@code later} knows and this ensemble did not
     */
    public Ensemble renewed(TrainingSet later, List<ForecastContext> unseen) {
        List<ForecastContext> all =
                Stream.concat(validated.stream(), unseen.stream()).toList();
        List<MemberTrial> longer = new ArrayList<>();
        for (FittedMember member : fitted) {
            List<Outline> outlines = new ArrayList<>(
                    trials.isEmpty() ? List.of() : trialOf(member).outlines());
            unseen.forEach(
                    example -> outlines.add(Outline.of(example.forecastBy(member.forecaster()), options.quantiles())));
            MemberTrial trial = MemberTrial.of(member.member(), outlines, later, all);
            if (Double.isFinite(trial.maeKw())) {
                longer.add(trial);
            }
        }
        List<FittedMember> refitted = refit(later).fitted;
        if (longer.isEmpty()) {
            return new Ensemble(later, families, options, List.of(), List.of(), refitted);
        }
        Set<Member> tried = longer.stream().map(MemberTrial::member).collect(Collectors.toSet());
        return new Ensemble(
                later,
                families,
                options,
                all,
                longer,
                refitted.stream().filter(f -> tried.contains(f.member())).toList());
    }

    /** Members fitted on more history. */
    public static final class Refit {

        private final List<FittedMember> fitted;

        private Refit(List<FittedMember> fitted) {
            this.fitted = fitted;
        }

        FittedMember of(FittedMember older) {
            return fitted.stream()
                    .filter(f -> f.member().equals(older.member()))
                    .findFirst()
                    .orElse(older);
        }

        /** Wall-clock time of the fits of one family. */
        public Duration fitTime(String family) {
            return total(fitted, family);
        }
    }

    private static Duration total(List<FittedMember> fitted, String family) {
        return fitted.stream()
                .filter(f -> f.member().family().equals(family))
                .map(FittedMember::fitTime)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Wall-clock time of the final fits of one family. */
    public Duration fitTime(String family) {
        return total(fitted, family);
    }

    /** The blend of all members. */
    public FittedBlend blend(String name) {
        return blend(name, members());
    }

    /**
     * The blend of the members that {@code which} accepts, calibrated in the same way as that of all.
     *
     * @param name of the resulting family
     */
    public FittedBlend blend(String name, Predicate<Member> which) {
        return blend(name, fitted.stream().filter(f -> which.test(f.member())).toList());
    }

    private FittedBlend blend(String name, List<FittedMember> members) {
        List<WeightedMember> weighted = weighted(members);
        return new FittedBlend(
                name,
                weighted,
                set.window(),
                options.quantiles(),
                calibration,
                new PastForecasts(past(weighted)),
                new Rhythm(lastCutoff(), rhythm(), memory()));
    }

    /** All members; but where no weights could be learned, yardsticks stay out when there are others. */
    private List<FittedMember> members() {
        List<FittedMember> better = fitted.stream()
                .filter(f -> !MemberCatalog.YARDSTICKS.contains(f.member().family()))
                .toList();
        return trials.isEmpty() && !better.isEmpty() ? better : fitted;
    }

    /** What suits the blend of all members best. */
    private Calibration calibration() {
        double[] range = range(set.view());
        return new CalibrationChoice(memory(), options.quantiles())
                .choose(set.view(), past(weighted(members())), range[0], range[1]);
    }

    private Duration memory() {
        return set.window().isNear() ? Duration.ofDays(28) : Duration.ofDays(56);
    }

    private long lastCutoff() {
        return set.examples().get(set.examples().size() - 1).view().cutoff().getEpochSecond();
    }

    private long rhythm() {
        int last = set.examples().size() - 1;
        return last == 0
                ? Duration.ofDays(1).toSeconds()
                : lastCutoff() - set.examples().get(last - 1).view().cutoff().getEpochSecond();
    }

    /** Quantiles of a meter that only consumes or only generates do not cross zero. */
    private static double[] range(PointInTimeView view) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < view.cutoffIndex(); i++) {
            double load = view.load(i);
            if (!Double.isNaN(load)) {
                least = Math.min(least, load);
                most = Math.max(most, load);
            }
        }
        return new double[] {least >= 0 ? 0 : -Double.MAX_VALUE, most <= 0 ? 0 : Double.MAX_VALUE};
    }

    /** The members that carry weight. */
    private List<WeightedMember> weighted(List<FittedMember> members) {
        List<List<Double>> weights = trials.isEmpty()
                ? BlendWeights.equal(members.size(), new LeadBlocks(set.window()).count())
                : BlendWeights.of(
                        members.stream().map(this::trialOf).toList(),
                        set.window().isNear());
        return IntStream.range(0, members.size())
                .mapToObj(i -> new WeightedMember(members.get(i), weights.get(i)))
                .filter(member -> member.weight() > 0)
                .toList();
    }

    private MemberTrial trialOf(FittedMember fittedMember) {
        return trials.stream()
                .filter(t -> t.member().equals(fittedMember.member()))
                .findFirst()
                .orElseThrow();
    }

    /** The blend's own out-of-sample forecasts. */
    private List<PastForecast> past(List<WeightedMember> members) {
        LeadBlocks blocks = new LeadBlocks(set.window());
        List<PastForecast> past = new ArrayList<>();
        for (int e = 0; e < validated.size(); e++) {
            ForecastContext example = validated.get(e);
            WeightedMean mean = new WeightedMean(example, blocks);
            for (WeightedMember member : members) {
                mean.add(trialOf(member.fitted()).outlines().get(e), member.weights());
            }
            past.add(FittedBlend.uncalibrated(example, mean));
        }
        return past;
    }

    /** Mean absolute error out of sample of the blend that {@code which} cuts, kW; NaN without validation. */
    public double outOfSampleMaeKw(Predicate<Member> which) {
        List<FittedMember> members =
                fitted.stream().filter(f -> which.test(f.member())).toList();
        List<Outline> outlines = past(weighted(members)).stream()
                .map(past -> new Outline(past.medians(), past.bands()))
                .toList();
        return MemberTrial.of(members.get(0).member(), outlines, set, validated).maeKw();
    }
}
