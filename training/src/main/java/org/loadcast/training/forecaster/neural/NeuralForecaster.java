package org.loadcast.training.forecaster.neural;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.tabular.TargetForm;

/** A network of some architecture, ready to learn. */
final class NeuralForecaster implements Forecaster {

    private static final int FEWEST_CUTOFFS = 14;

    private final Architecture architecture;
    private final NetworkSettings settings;

    NeuralForecaster(Architecture architecture, NetworkSettings settings) {
        this.architecture = architecture;
        this.settings = settings;
    }

    @Override
    public FittedForecaster fit(TrainingSet whole, FitOptions options) {
        return new Fit(thin(whole), options, Deadline.in(options.budget())).run();
    }

    /** For one step ahead the newest cutoffs, else cutoffs spread over all seasons. */
    private TrainingSet thin(TrainingSet set) {
        int most = Math.max(FEWEST_CUTOFFS, settings.rows() / set.window().length());
        TrainingSet thinned = set.thinned(most, !set.window().isNextStep());
        int cutoffs = thinned.examples().size();
        if (cutoffs < FEWEST_CUTOFFS) {
            throw new TooLittleHistoryException("Meter " + set.view().meter().id() + " has " + cutoffs
                    + " past cutoffs for " + architecture.family() + " to learn from; it needs " + FEWEST_CUTOFFS
                    + ". Wait for more history.");
        }
        return thinned;
    }

    /** One fit: first the choices by the newest cutoffs, then the networks on everything. */
    private final class Fit {

        private final TrainingSet set;
        private final FitOptions options;
        private final Deadline deadline;

        private Fit(TrainingSet set, FitOptions options, Deadline deadline) {
            this.set = set;
            this.options = options;
            this.deadline = deadline;
        }

        /** The samples in one form of the target, the epochs that suit it, and the error in kW that it reached. */
        private record Choice(TrainingTable table, int epochs, double error) {}

        /** A network and the number of epochs after which it was best. */
        private record Trained(TrainedNetwork network, int epochs) {}

        private FittedNeural run() {
            Choice choice = choose();
            Samples samples = choice.table.samples();
            List<TrainedNetwork> members = new ArrayList<>();
            for (int member = 0; member < settings.members() && (member == 0 || !deadline.passed()); member++) {
                members.add(train(samples, samples.slice(0, 0), choice.epochs, member).network);
            }
            return new FittedNeural(architecture, options.quantiles(), choice.table.encoding(), members);
        }

        /** The form that forecasts the newest cutoffs best, after learning from the older ones. */
        private Choice choose() {
            List<TargetForm> forms = settings.forms(set.window().isNextStep());
            List<ForecastContext> examples = set.examples();
            int tail = (int) Math.round(examples.size() * settings.validation());
            List<ForecastContext> newest = examples.subList(examples.size() - tail, examples.size());
            if (tail == 0 || older(table(forms.get(0)), newest).count() < FEWEST_CUTOFFS) {
                return new Choice(table(forms.get(0)), settings.epochs(), Double.NaN);
            }
            return forms.stream()
                    .map(form -> tried(table(form), newest))
                    .min(Comparator.comparingDouble(Choice::error))
                    .orElseThrow();
        }

        private TrainingTable table(TargetForm form) {
            return architecture.isSequence()
                    ? TrainingTable.ofSequences(set, form, PastWindow.of(set.window(), settings.pastDays(), set.view()))
                    : TrainingTable.ofRows(set, form);
        }

        /** The samples whose targets had ended at the first of the newest cutoffs. */
        private Samples older(TrainingTable table, List<ForecastContext> newest) {
            Instant split = newest.get(0).view().cutoff();
            return table.before(split.minus(set.window().reach()).plusSeconds(1));
        }

        private Choice tried(TrainingTable table, List<ForecastContext> newest) {
            Samples newer = table.from(newest.get(0).view().cutoff());
            Trained trained = train(older(table, newest), newer, settings.epochs(), 0);
            FittedNeural fitted =
                    new FittedNeural(architecture, options.quantiles(), table.encoding(), List.of(trained.network));
            double error = meanAbsoluteError(fitted, newest);
            options.progress()
                    .step(
                            String.format(
                                    Locale.ROOT,
                                    "%s %s error %.4g kW",
                                    architecture.family(),
                                    table.encoding().table().form(),
                                    error),
                            trained.epochs,
                            settings.epochs());
            return new Choice(table, trained.epochs, error);
        }

        private Trained train(Samples training, Samples validation, int epochs, int member) {
            int batch = Math.min(settings.batch(), training.count());
            long seed = options.seed() + member;
            ComputationGraph network = architecture.network(
                    settings, training, options.quantiles(), epochs * (training.count() / batch), seed);
            QuantileHead head = new QuantileHead(options.quantiles());
            NetworkTraining.Outcome outcome = new NetworkTraining(
                            network, head, architecture.family(), options.progress())
                    .train(training, validation, epochs, batch, seed, deadline);
            return new Trained(Architecture.plain(network), outcome.epochs());
        }

        private double meanAbsoluteError(FittedNeural fitted, List<ForecastContext> examples) {
            int median = options.quantiles().medianIndex();
            double sum = 0;
            int count = 0;
            for (ForecastContext example : examples) {
                double[][] forecast = fitted.forecast(example);
                for (int row = 0; row < forecast.length; row++) {
                    double error = Math.abs(forecast[row][median] - set.actual(example, row));
                    if (!Double.isNaN(error)) {
                        sum += error;
                        count++;
                    }
                }
            }
            return sum / count;
        }
    }
}
