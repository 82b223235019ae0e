package org.loadcast.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.loadcast.training.backtest.BacktestResult;

/** The scored and drawn result of a backtest. Immutable. */
public final class BacktestReport {

    private final Findings findings;

    private BacktestReport(Findings findings) {
        this.findings = findings;
    }

    /** Scores a result. */
    public static BacktestReport of(BacktestResult result) {
        return new BacktestReport(new Findings(result));
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
        Files.writeString(directory.resolve("report.html"), new ReportPage(findings).html());
    }
}
