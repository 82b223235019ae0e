package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.app.files.RejectedRows;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.training.backtest.Backtest;
import org.loadcast.training.backtest.BacktestData;
import org.loadcast.training.backtest.BacktestParts;
import org.loadcast.training.backtest.BacktestResult;
import org.loadcast.training.backtest.BacktestTask;
import org.loadcast.training.backtest.PredictionsCsv;
import org.loadcast.training.blend.Families;
import org.loadcast.training.metrics.Scores;
import org.loadcast.training.report.BacktestReport;
import org.loadcast.training.report.RunComparison;
import org.loadcast.training.report.Standing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast backtest}: how good the families would have been. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a task file: forecasts as they would have been made at past cutoffs, against what came.",
            "Writes predictions.csv, leaderboard.csv, metrics.json and report.html.",
            "A run that was killed goes on with the meters that are not done yet."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast backtest --task tasks/vic_day.json --out vic_day",
            "  loadcast backtest compare vic_day_before vic_day"
        })
public final class BacktestCommand implements Callable<Integer> {

    @Option(names = "--task", paramLabel = "FILE", description = "The task, JSON.")
    private @Nullable Path task;

    @Option(names = "--out", paramLabel = "DIR", description = "Directory for the results.")
    private @Nullable Path out;

    @Option(
            names = "--families",
            paramLabel = "F",
            split = ",",
            description = "Families to run, such as linear,boosting (default: all and their blend).")
    private Set<String> families = Set.of();

    @Option(names = "--threads", paramLabel = "N", description = "Threads to work with (default: as configured).")
    private @Nullable Integer threads;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public BacktestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (task == null || out == null) {
            throw new ParameterException(
                    spec.commandLine(), "Name the task with --task FILE and a directory with --out DIR.");
        }
        Wiring wiring = shell.wiring();
        wiring.requireFamilies(families);
        BacktestTask read = BacktestTask.read(task);
        int workers = threads == null ? wiring.config().threads() : Math.max(1, threads);
        BacktestReport report = run(shell.console(), read, families, wiring.families(), workers, out);
        leaderboard(report).lines().forEach(shell.console()::line);
        shell.console().line("Report: %s", out.resolve("report.html"));
        return 0;
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description = {
                "Compares two finished backtests on the rows that both have, with a test of significance.",
                "Writes comparison.html into the second run's directory, or into --into."
            })
    int compare(
            @Parameters(paramLabel = "RUN_A", description = "The --out directory of a backtest.") Path first,
            @Parameters(paramLabel = "RUN_B", description = "The --out directory of another one.") Path second,
            @Option(names = "--into", paramLabel = "DIR", description = "Directory for comparison.html.") @Nullable
                    Path into)
            throws IOException {
        RunComparison comparison = RunComparison.of(first, second);
        TextTable table = new TextTable("forecasts", "meter", "values", "WAPE of A", "WAPE of B", "B to A", "p-value");
        for (RunComparison.Line line : comparison.lines()) {
            table.row(
                    line.family(),
                    line.meter(),
                    line.rows(),
                    figure("%.4f", line.firstWape()),
                    figure("%.4f", line.secondWape()),
                    figure("%+.2f", line.change()),
                    line.test()
                            .map(test -> String.format(Locale.ROOT, "%.4f", test.pValue()))
                            .orElse("-"));
        }
        table.lines().forEach(shell.console()::line);
        shell.console().line("Report: %s", comparison.write(into == null ? second : into));
        return 0;
    }

    /** Runs a task with visible progress and writes all of its files; the demo does too. */
    static BacktestReport run(
            Console console, BacktestTask task, Set<String> wanted, Families families, int threads, Path out)
            throws IOException, InterruptedException {
        Files.createDirectories(out);
        try (RejectedRows rejects = new RejectedRows(out.resolve("rejected-rows.txt"))) {
            BacktestData data = BacktestData.read(task, rejects);
            if (rejects.count() > 0) {
                console.note(rejects.count() + " rows of the data were left out, the first: "
                        + rejects.first().get(0));
            }
            BacktestResult result;
            try (Progress progress =
                    console.progress("backtest " + task.name(), data.histories().size(), "meters")) {
                result = new Backtest(task, families, wanted)
                        .run(
                                data,
                                threads,
                                (what, done, of) -> {
                                    progress.at(what);
                                    if (what.startsWith("meter ")) {
                                        progress.to(done);
                                    }
                                },
                                BacktestParts.in(out));
            }
            PredictionsCsv.write(out.resolve("predictions.csv"), result);
            BacktestReport report = BacktestReport.of(result);
            report.write(out);
            return report;
        }
    }

    /** The leaderboard as a table, best first. */
    static TextTable leaderboard(BacktestReport report) {
        TextTable table = new TextTable("family", "WAPE", "MAE kW", "MASE", "WQL", "P10-P90 holds");
        List<Standing> standings = report.leaderboard();
        for (Standing standing : standings) {
            Scores scores = standing.scores();
            table.row(
                    standing.family(),
                    figure("%.4f", scores.wape()),
                    figure("%.4g", scores.maeKw()),
                    figure("%.3f", scores.mase()),
                    figure("%.4f", scores.wql()),
                    figure("%.2f", scores.coverage()));
        }
        return table;
    }

    private static String figure(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}
