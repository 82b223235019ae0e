package org.loadcast.serving.app.command;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.training.registry.Evaluation;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;
import org.loadcast.training.registry.Problem;
import org.loadcast.training.registry.PromotionEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast models}: the registry. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists, shows, promotes, rolls back and verifies trained models.",
        synopsisSubcommandLabel = "ACTION",
        footer = {
            "",
            "Examples:",
            "  loadcast models list",
            "  loadcast models show feeder-day-ahead-20240601T000000Z-3f2a",
            "  loadcast models rollback feeder --horizon day-ahead"
        })
public final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public ModelsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name an action: list, show, promote, rollback or verify.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All models; * marks those that serve.")
    int list() {
        ModelRegistry registry = shell.wiring().openRegistry();
        TextTable table = new TextTable("model", "family", "trained until", "MAE kW", "WAPE", "naive WAPE");
        for (ModelVersion version : registry.list()) {
            Evaluation evaluation = version.evaluation();
            OptionalDouble naive = evaluation
                    .rival(Evaluation.SEASONAL_NAIVE)
                    .map(figures -> figures.get("wape"))
                    .orElse(OptionalDouble.empty());
            table.row(
                    (serves(registry, version) ? "* " : "  ") + version.id(),
                    version.provenance().family(),
                    version.provenance().trainedUntil().truncatedTo(ChronoUnit.MINUTES),
                    figure("%.4g", evaluation.model().get("mae_kw")),
                    figure("%.4f", evaluation.model().get("wape")),
                    figure("%.4f", naive));
        }
        if (table.isEmpty()) {
            shell.console().line("No models yet. Train some: loadcast train --help");
        } else {
            table.lines().forEach(shell.console()::line);
        }
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "The card of a model and its history.")
    int show(@Parameters(paramLabel = "MODEL", description = "Id of the model.") String id) {
        ModelRegistry registry = shell.wiring().openRegistry();
        ModelVersion version = find(registry, id);
        shell.console().line(registry.card(version));
        List<PromotionEvent> history = registry.history(version.key());
        if (!history.isEmpty()) {
            shell.console().line("");
            shell.console().line("## Champions of " + version.key());
            shell.console().line("");
            history.forEach(event ->
                    shell.console().line("- %s %s %s: %s", event.at(), event.action(), event.id(), event.reason()));
        }
        return 0;
    }

    @Command(name = "promote", mixinStandardHelpOptions = true, description = "Lets a model serve from now on.")
    int promote(@Parameters(paramLabel = "MODEL", description = "Id of the model.") String id) {
        ModelRegistry registry = shell.wiring().openRegistry();
        ModelVersion version = find(registry, id);
        registry.promote(version, "By hand.");
        shell.console().line("%s serves %s.", version.id(), version.key());
        return 0;
    }

    @Command(name = "rollback", mixinStandardHelpOptions = true, description = "Lets the champion before serve again.")
    int rollback(
            @Parameters(paramLabel = "METER", description = "Meter of the model.") MeterId meter,
            @Option(
                            names = "--horizon",
                            paramLabel = "H",
                            defaultValue = "day-ahead",
                            description = "quarter-hour, day-ahead or a duration (default: ${DEFAULT-VALUE}).")
                    Horizon horizon) {
        ModelVersion version = shell.wiring().openRegistry().rollback(ModelKey.ofMeter(meter, horizon), "By hand.");
        shell.console().line("%s serves %s again.", version.id(), version.key());
        return 0;
    }

    @Command(name = "verify", mixinStandardHelpOptions = true, description = "Checks every file against its checksum.")
    int verify() {
        ModelRegistry registry = shell.wiring().openRegistry();
        List<Problem> problems = registry.verify();
        problems.forEach(problem -> shell.console().line(problem.toString()));
        if (!problems.isEmpty()) {
            throw new CommandFailure(
                    problems.size() + " problems in " + shell.wiring().modelDirectory() + ".");
        }
        shell.console()
                .line(
                        "%d models, all files as they were written.",
                        registry.list().size());
        return 0;
    }

    private static boolean serves(ModelRegistry registry, ModelVersion version) {
        return registry.championId(version.key()).filter(version.id()::equals).isPresent();
    }

    private static ModelVersion find(ModelRegistry registry, String id) {
        return registry.find(id)
                .orElseThrow(
                        () -> new CommandFailure("There is no model '" + id + "'. List them: loadcast models list"));
    }

    private static String figure(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}
