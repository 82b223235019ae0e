package org.loadcast.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.loadcast.training.backtest.BacktestResult;
import org.loadcast.training.metrics.Scores;

/** The scored and drawn result of a backtest. Immutable. */
public final class BacktestReport {

    private final Findings findings;

    private final Optional<Story> story;

    private BacktestReport(Findings findings, Optional<Story> story) {
        this.findings = findings;
        this.story = story;
    }

    /** Scores a result. */
    public static BacktestReport of(BacktestResult result) {
        return new BacktestReport(new Findings(result), Optional.empty());
    }

    /** The same report that begins with a story. */
    public BacktestReport with(Story told) {
        return new BacktestReport(findings, Optional.of(told));
    }

    /** The scores of the promoted forecasts. */
    public Scores scores() {
        return findings.scores();
    }

    /** The page alone. */
    public String html() {
        return new ReportPage(findings, story).html();
    }

    /** All families, best (lowest WAPE) first. */
    public List<Standing> leaderboard() {
        return findings.leaderboard();
    }

    /** Writes {@code leaderboard.csv}, {@code metrics.json} and {@code report.html} into {@code directory}. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("leaderboard.csv"), LeaderboardCsv.of(findings));
        Files.writeString(directory.resolve("metrics.json"), MetricsJson.of(findings));
        Files.writeString(directory.resolve("report.html"), html());
    }
}
