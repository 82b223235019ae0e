package org.loadcast.training.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.loadcast.training.blend.Families;
import org.loadcast.training.blend.Member;
import org.loadcast.training.blend.Validation;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.registry.DataFingerprint;

/**
 * Seeded random search with successive halving (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
 * optimization", 2016) over the validation folds of a training window.
 */
public final class Tuner {

    private static final int FOLDS = 3;
    private static final int BRACKET = 9;
    private static final int KEPT = 3;
    private static final int MOST_BRACKETS = 40;
    private static final int MOST_JUDGED = 60;

    private final Families families;
    private final TuningPlan plan;

    public Tuner(Families families, TuningPlan plan) {
        this.families = families;
        this.plan = plan;
    }

    /**
     * Searches until the budget is used up. With the same set, seed and number of scores it finds the same.
     *
     * @param wanted families to search; empty for all that can be
     */
    public Tuned tune(TrainingSet set, Set<String> wanted, FitOptions options) {
        List<Validation.Fold> folds = Validation.of(set, FOLDS).folds();
        List<String> searched = SearchSpace.families().stream()
                .filter(family -> wanted.isEmpty() || wanted.contains(family))
                .toList();
        if (folds.isEmpty() || searched.isEmpty()) {
            return Tuned.nothing();
        }
        Search search = new Search(set, folds, options);
        for (int bracket = 0; bracket < MOST_BRACKETS && !search.isOver(); bracket++) {
            for (String family : searched) {
                search.bracket(family, bracket);
            }
        }
        return search.result(searched);
    }

    /** One search, with its clock and its journal. */
    private final class Search {

        private final TrainingSet set;
        private final List<Validation.Fold> folds;
        private final FitOptions options;
        private final Journal journal;
        private final long end = System.nanoTime() + plan.budget().toNanos();
        private final SortedMap<String, Best> best = new TreeMap<>();

        Search(TrainingSet set, List<Validation.Fold> folds, FitOptions options) {
            this.set = set;
            this.folds = folds;
            this.options = options;
            String name = "%s-%s-%d-%s.jsonl"
                    .formatted(
                            set.view().meter().id().value().replaceAll("[^A-Za-z0-9_.-]", "_"),
                            set.window().isNear() ? "next-step" : "ahead",
                            options.seed(),
                            DataFingerprint.of(set.view()).substring(0, 12));
            this.journal = Journal.open(plan.journals().resolve(name));
        }

        private record Best(int candidate, double maeKw) {}

        boolean isOver() {
            return System.nanoTime() >= end;
        }

        /** Nine candidates on the newest fold, the best three on the one before, the best one on all. */
        void bracket(String family, int bracket) {
            List<Integer> alive = IntStream.range(bracket * BRACKET, (bracket + 1) * BRACKET)
                    .boxed()
                    .toList();
            for (int rung = 0; rung < folds.size(); rung++) {
                List<Best> scored = new ArrayList<>();
                for (int candidate : alive) {
                    OptionalDouble score = score(family, candidate, rung);
                    score.ifPresent(maeKw -> scored.add(new Best(candidate, maeKw)));
                }
                scored.sort(Comparator.comparingDouble(Best::maeKw));
                int kept = rung == 0 ? KEPT : 1;
                boolean isLast = rung == folds.size() - 1;
                alive = scored.stream().limit(kept).map(Best::candidate).toList();
                if (isLast && !scored.isEmpty()) {
                    best.merge(family, scored.get(0), (old, found) -> found.maeKw() < old.maeKw() ? found : old);
                }
            }
        }

        /** Mean error on the newest {@code rung + 1} folds; empty when the time is over or the family cannot learn from them. */
        private OptionalDouble score(String family, int candidate, int rung) {
            double sum = 0;
            for (int fold = 0; fold <= rung; fold++) {
                OptionalDouble one = scoreOfFold(family, candidate, fold);
                if (one.isEmpty()) {
                    return OptionalDouble.empty();
                }
                sum += one.getAsDouble();
            }
            return OptionalDouble.of(sum / (rung + 1));
        }

        private OptionalDouble scoreOfFold(String family, int candidate, int fold) {
            OptionalDouble known = journal.score(family, candidate, fold);
            if (known.isPresent() || isOver()) {
                return known;
            }
            SortedMap<String, String> parameters = parameters(family, candidate);
            OptionalDouble maeKw = error(family, parameters, folds.get(folds.size() - 1 - fold));
            maeKw.ifPresent(value -> {
                journal.add(new Journal.Entry(family, candidate, fold, parameters, value));
                options.progress()
                        .step(
                                String.format(Locale.ROOT, "tuning %s %d MAE %.4g kW", family, candidate, value),
                                journal.size(),
                                MOST_BRACKETS * BRACKET);
            });
            return maeKw;
        }

        private SortedMap<String, String> parameters(String family, int candidate) {
            return SearchSpace.of(family).orElseThrow().candidate(candidate, options.seed());
        }

        private OptionalDouble error(String family, SortedMap<String, String> parameters, Validation.Fold fold) {
            try {
                FittedForecaster fitted =
                        families.get(family).forecaster(parameters).fit(fold.training(), options);
                return mae(fitted, fold.examples());
            } catch (TooLittleHistoryException tooLittle) {
                return OptionalDouble.empty();
            }
        }

        private OptionalDouble mae(FittedForecaster fitted, List<ForecastContext> examples) {
            int middle = options.quantiles().medianIndex();
            double sum = 0;
            int count = 0;
            int every = Math.max(1, examples.size() / MOST_JUDGED);
            for (int i = 0; i < examples.size(); i += every) {
                double[][] forecast = fitted.forecast(examples.get(i));
                for (int row = 0; row < forecast.length; row++) {
                    double load = set.actual(examples.get(i), row);
                    if (!Double.isNaN(load) && Double.isFinite(forecast[row][middle])) {
                        sum += Math.abs(load - forecast[row][middle]);
                        count++;
                    }
                }
            }
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
        }

        Tuned result(List<String> searched) {
            List<Member> members = new ArrayList<>();
            SortedMap<String, String> facts = new TreeMap<>();
            facts.put("tune.budget", plan.budget().toString());
            facts.put("tune.scores", String.valueOf(journal.size()));
            for (String family : searched) {
                OptionalDouble defaults = knownScore(family, 0);
                Optional<Best> found = Optional.ofNullable(best.get(family)).filter(b -> b.candidate() > 0);
                found.filter(b -> defaults.isEmpty() || b.maeKw() < defaults.getAsDouble())
                        .ifPresent(b -> {
                            SortedMap<String, String> parameters = parameters(family, b.candidate());
                            members.add(new Member(family + "-tuned", family, parameters));
                            facts.put(
                                    "tune." + family,
                                    String.format(Locale.ROOT, "validation MAE %.4g kW %s", b.maeKw(), parameters));
                        });
                defaults.ifPresent(maeKw -> facts.put(
                        "tune." + family + ".defaults", String.format(Locale.ROOT, "validation MAE %.4g kW", maeKw)));
            }
            return new Tuned(members, facts);
        }

        /** The defaults on all folds, worked out where they did not come so far. */
        private OptionalDouble knownScore(String family, int candidate) {
            double sum = 0;
            for (int fold = 0; fold < folds.size(); fold++) {
                OptionalDouble known = journal.score(family, candidate, fold);
                if (known.isEmpty()) {
                    SortedMap<String, String> parameters = parameters(family, candidate);
                    known = error(family, parameters, folds.get(folds.size() - 1 - fold));
                    if (known.isEmpty()) {
                        return known;
                    }
                    journal.add(new Journal.Entry(family, candidate, fold, parameters, known.getAsDouble()));
                }
                sum += known.getAsDouble();
            }
            return OptionalDouble.of(sum / folds.size());
        }
    }
}
