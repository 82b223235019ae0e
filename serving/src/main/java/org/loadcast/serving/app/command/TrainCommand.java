package org.loadcast.serving.app.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.registry.Evaluation;
import org.loadcast.training.registry.PromotionRule;
import org.loadcast.training.run.GroupTraining;
import org.loadcast.training.run.MeterTraining;
import org.loadcast.training.run.StoredHistory;
import org.loadcast.training.run.TrainingOutcome;
import org.loadcast.training.run.TrainingRequest;
import org.loadcast.training.tune.TuningPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast train}: models from stored history. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains models from the stored history, scores them on newest days that none has seen, registers them,",
            "and promotes those that beat the champion and the seasonal naive."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast train",
            "  loadcast train --meters pid_287 --horizon day-ahead --until 2021-01-20T00:00:00Z",
            "  loadcast train --meters pid_287 --tune --budget PT10M"
        })
public final class TrainCommand implements Callable<Integer> {

    /** Which horizons to train. */
    public enum Horizons {
        QUARTER_HOUR("quarter-hour"),
        DAY_AHEAD("day-ahead"),
        ALL("all");

        private final String label;

        Horizons(String label) {
            this.label = label;
        }

        /**
         * Reads the label of one.
         *
         * @throws IllegalArgumentException with the accepted words
         */
        public static Horizons parse(String text) {
            return Stream.of(values())
                    .filter(value -> value.label.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + text + "' is no horizon to train. Use quarter-hour, day-ahead or all."));
        }

        List<Horizon> each() {
            return switch (this) {
                case QUARTER_HOUR -> List.of(Horizon.QUARTER_HOUR);
                case DAY_AHEAD -> List.of(Horizon.DAY_AHEAD);
                case ALL -> List.of(Horizon.QUARTER_HOUR, Horizon.DAY_AHEAD);
            };
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @Option(names = "--meters", paramLabel = "ID", split = ",", description = "Meters (default: all).")
    private List<MeterId> meters = List.of();

    @Option(
            names = "--horizon",
            paramLabel = "H",
            defaultValue = "all",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Horizons horizons;

    @Option(
            names = "--families",
            paramLabel = "F",
            split = ",",
            description = "Families that may take part, such as linear,boosting (default: all).")
    private Set<String> families = Set.of();

    @Option(names = "--until", paramLabel = "TIME", description = "Learn from nothing at or after (default: now).")
    private @Nullable Instant until;

    @Option(
            names = "--effort",
            paramLabel = "E",
            defaultValue = "standard",
            description = "quick or standard: how long training may take (default: ${DEFAULT-VALUE}).")
    private Effort effort;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--group",
            paramLabel = "G",
            description = {
                "Train one model on all meters of this group.",
                "It serves those that have none of their own, new ones among them.",
                "Families: boosting-global (default), mlp-global, cnn-global, lstm-global; the best serves."
            })
    private @Nullable String group;

    @Option(names = "--tune", description = "Search better settings first, on validation days only; resumes a search.")
    private boolean tune;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "PT10M",
            description = "Time to tune each model, such as PT30M (default: ${DEFAULT-VALUE}).")
    private Duration budget;

    private final Shell shell;

    public TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Wiring wiring = shell.wiring();
        wiring.requireFamilies(families);
        try (Stores stores = wiring.openExistingStores()) {
            List<Meter> chosen = MeterSelection.of(stores.meters(), new TreeSet<>(meters));
            Instant end = until == null ? shell.clock().instant() : until;
            List<TrainingRequest> requests = horizons.each().stream()
                    .map(horizon -> new TrainingRequest(horizon, end, families, effort, seed, tuning(wiring)))
                    .toList();
            if (group != null) {
                return trainGroup(group, wiring, stores, requests);
            }
            List<MeterTraining> results = train(shell.console(), wiring, stores, chosen, requests);
            report(shell.console(), results);
            if (results.stream().noneMatch(MeterTraining.Trained.class::isInstance)) {
                throw new CommandFailure("Nothing was trained: " + reason(results));
            }
            return 0;
        }
    }

    private int trainGroup(String name, Wiring wiring, Stores stores, List<TrainingRequest> requests) {
        List<Meter> members = stores.meters().all().stream()
                .filter(meter -> meter.groups().contains(name))
                .toList();
        if (members.isEmpty()) {
            throw new CommandFailure("No meter is in group '" + name
                    + "'. Put some there: the column groups of the meters file, or PUT /api/v1/meters/{id}.");
        }
        StoredHistory stored = new StoredHistory(stores);
        GroupTraining training =
                new GroupTraining(wiring.openRegistry(), wiring.families(), PromotionRule.ANY_IMPROVEMENT);
        for (TrainingRequest request : requests) {
            List<MeterHistory> histories = stored.readAll(members, request.until());
            List<GroupTraining.Outcome> outcomes;
            try (Progress progress = shell.console().progress("training " + name, 3, "stages")) {
                outcomes = training.train(name, histories, request, (what, done, of) -> {
                    progress.at(what);
                    progress.to(done);
                });
            } catch (TooLittleHistoryException | IllegalArgumentException refused) {
                throw new CommandFailure(String.valueOf(refused.getMessage()));
            }
            outcomes.forEach(outcome -> report(shell.console(), name, request, outcome));
        }
        return 0;
    }

    private static void report(Console console, String group, TrainingRequest request, GroupTraining.Outcome outcome) {
        Evaluation evaluation = outcome.version().evaluation();
        console.line(
                "%s, %s, %s, %d meters: WAPE %s, seasonal naive %s, %s",
                group,
                request.horizon().label(),
                outcome.version().provenance().family(),
                outcome.meters(),
                share(evaluation.model().get("wape")),
                share(evaluation
                        .rival(Evaluation.SEASONAL_NAIVE)
                        .map(figures -> figures.get("wape"))
                        .orElse(OptionalDouble.empty())),
                outcome.decision().promote() ? "promoted" : "not promoted");
        outcome.decision().reasons().forEach(console::note);
    }

    private Optional<TuningPlan> tuning(Wiring wiring) {
        return tune ? Optional.of(new TuningPlan(budget, wiring.config().data().resolve("tuning"))) : Optional.empty();
    }

    /** Trains with visible progress; the demo does too. */
    static List<MeterTraining> train(
            Console console, Wiring wiring, Stores stores, List<Meter> meters, List<TrainingRequest> requests)
            throws InterruptedException {
        try (Progress progress = console.progress("training", (long) meters.size() * requests.size(), "models")) {
            return wiring.fleetTraining(stores).train(meters, requests, (what, done, of) -> {
                progress.at(what);
                progress.to(done);
            });
        }
    }

    /** Prints a line a model, and why some were not trained. */
    static void report(Console console, List<MeterTraining> results) {
        TextTable table = new TextTable("meter", "horizon", "best family", "blend WAPE", "naive WAPE", "promoted");
        for (MeterTraining result : results) {
            if (result instanceof MeterTraining.Trained trained) {
                TrainingOutcome outcome = trained.outcome();
                Evaluation evaluation = outcome.version().evaluation();
                table.row(
                        trained.meter(),
                        trained.horizon().label(),
                        outcome.leaderboard().get(0).family(),
                        share(evaluation.model().get("wape")),
                        share(evaluation
                                .rival(Evaluation.SEASONAL_NAIVE)
                                .map(figures -> figures.get("wape"))
                                .orElse(OptionalDouble.empty())),
                        outcome.decision().promote() ? "yes" : "no");
            }
        }
        if (!table.isEmpty()) {
            table.lines().forEach(console::line);
        }
        results.forEach(result -> explain(console, result));
    }

    private static void explain(Console console, MeterTraining result) {
        if (result instanceof MeterTraining.Skipped skipped) {
            console.note("not trained: " + skipped.reason());
        } else if (result instanceof MeterTraining.Trained trained
                && !trained.outcome().decision().promote()) {
            console.note(
                    "not promoted: " + trained.meter() + " " + trained.horizon().label() + ": "
                            + String.join(" ", trained.outcome().decision().reasons()));
        }
    }

    private static String share(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
    }

    private static String reason(List<MeterTraining> results) {
        return results.stream()
                .filter(MeterTraining.Skipped.class::isInstance)
                .map(result -> ((MeterTraining.Skipped) result).reason())
                .findFirst()
                .orElse("there was nothing to train.");
    }
}
