package org.loadcast.training.forecaster.neural;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.PooledForecaster;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.TargetForm;

/** A network of some architecture, ready to learn from one meter or from many. */
final class NeuralForecaster implements PooledForecaster {

    private static final int FEWEST_CUTOFFS = 14;
    private static final int FEWEST_CUTOFFS_OF_MANY = 3;

    private final Architecture architecture;
    private final NetworkSettings settings;

    NeuralForecaster(Architecture architecture, NetworkSettings settings) {
        this.architecture = architecture;
        this.settings = settings;
    }

    @Override
    public FittedForecaster fit(TrainingSet whole, FitOptions options) {
        return train(List.of(thin(whole)), options);
    }

    @Override
    public FittedForecaster fit(List<TrainingSet> sets, FitOptions options) {
        List<TrainingSet> able =
                sets.stream().filter(set -> !set.examples().isEmpty()).toList();
        if (able.isEmpty()) {
            throw new TooLittleHistoryException(
                    "None of " + sets.size() + " meters has a past cutoff to learn from. Wait for more history.");
        }
        if (able.size() == 1) {
            return fit(able.get(0), options);
        }
        int each = settings.mostRows() / able.get(0).window().length() / able.size();
        return train(
                TrainingSet.sampled(able, Math.max(FEWEST_CUTOFFS_OF_MANY, each))
                        .toList(),
                options);
    }

    private FittedForecaster train(List<TrainingSet> sets, FitOptions options) {
        Deadline deadline = Deadline.in(options.budget());
        TrainingTable table = table(sets);
        int epochs = epochs(sets, table, options, deadline);
        Samples samples = table.samples();
        List<TrainedNetwork> members = new ArrayList<>();
        for (int member = 0; member < settings.members() && (member == 0 || !deadline.passed()); member++) {
            members.add(train(samples, samples.slice(0, 0), epochs, options, options.seed() + member, deadline)
                    .network());
        }
        return new FittedNeural(architecture, options.quantiles(), table.encoding(), members);
    }

    /** For one step ahead the newest cutoffs, else cutoffs spread over all seasons. */
    private TrainingSet thin(TrainingSet set) {
        int most = Math.max(FEWEST_CUTOFFS, settings.mostRows() / set.window().length());
        TrainingSet thinned = set.thinned(most, !set.window().isNear());
        int cutoffs = thinned.examples().size();
        if (cutoffs < FEWEST_CUTOFFS) {
            throw new TooLittleHistoryException("Meter " + set.view().meter().id() + " has " + cutoffs
                    + " past cutoffs for " + architecture.family() + " to learn from; it needs " + FEWEST_CUTOFFS
                    + ". Wait for more history.");
        }
        return thinned;
    }

    private TrainingTable table(List<TrainingSet> sets) {
        TrainingSet one = sets.get(0);
        TargetForm form = settings.form(one.window());
        return architecture.isSequence()
                ? TrainingTable.ofSequences(
                        sets, form, settings.columns(), PastWindow.of(one.window(), settings.pastDays(), one.view()))
                : TrainingTable.ofRows(sets, form, settings.columns());
    }

    /** How many epochs are best for the newest cutoffs, after learning from the older ones. */
    private int epochs(List<TrainingSet> sets, TrainingTable table, FitOptions options, Deadline deadline) {
        List<Instant> cutoffs = sets.stream()
                .flatMap(set -> set.examples().stream())
                .map(example -> example.view().cutoff())
                .sorted()
                .toList();
        int newest = (int) Math.round(cutoffs.size() * settings.validation());
        if (newest == 0) {
            return settings.epochs();
        }
        Instant split = cutoffs.get(cutoffs.size() - newest);
        Samples older = table.before(split.minus(sets.get(0).window().reach()).plusSeconds(1));
        if (older.count() < FEWEST_CUTOFFS) {
            return settings.epochs();
        }
        return train(older, table.from(split), settings.epochs(), options, options.seed(), deadline)
                .epochs();
    }

    private NetworkTraining.Outcome train(
            Samples training, Samples validation, int epochs, FitOptions options, long seed, Deadline deadline) {
        int batch = Math.min(settings.batch(), training.count());
        int iterations = epochs * (training.count() / batch);
        Learner learner = architecture.learner(settings, training, options.quantiles(), batch, iterations, seed);
        QuantileHead head = new QuantileHead(options.quantiles());
        return new NetworkTraining(learner, head, architecture.family(), options.progress())
                .train(training, validation, epochs, seed, deadline);
    }
}
