package org.loadcast.training.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.loadcast.features.meter.MeterId;

/**
 * The headline figures of a backtest, defined as in the task scorer that the project is measured by.
 *
 * <p>Totals (WAPE, MAE, RMSE, bias, WQL, coverage, crossed, skill) run over all scored rows, see {@link ErrorTally}. MASE and
 * SQL (scaled quantile loss) are means over forecasts, that is over pairs of meter and cutoff, of the forecast's mean error
 * divided by the meter's seasonal scale; forecasts without a scale are left out.
 */
public final class Scores {

    private static final int FEWEST_FORECASTS = 8;
    /** Of the normal distribution, two-sided. */
    private static final double NINETY_PERCENT = 1.645;

    private final ErrorTally totals;
    private final double sumMase;
    private final double sumSql;
    private final int scaledForecasts;
    private final OptionalDouble skillMargin;

    private Scores(ErrorTally totals, double sumMase, double sumSql, int scaledForecasts, OptionalDouble skillMargin) {
        this.skillMargin = skillMargin;
        this.totals = totals;
        this.sumMase = sumMase;
        this.sumSql = sumSql;
        this.scaledForecasts = scaledForecasts;
    }

    /** Scores of all rows together. */
    public static Scores of(BacktestRows rows, SeasonalReference reference) {
        ErrorTally totals = new ErrorTally(rows.quantiles());
        double mase = 0;
        double sql = 0;
        int scaled = 0;
        List<Issue> issues = new ArrayList<>();
        for (int from = 0, to; from < rows.size(); from = to) {
            to = endOfIssue(rows, from);
            Issue issue = Issue.of(rows, from, to, reference);
            issues.add(issue);
            OptionalDouble scale = reference.scale(rows.meter(from), rows.cutoff(from));
            if (issue.count > 0 && scale.isPresent()) {
                mase += issue.absolute / issue.count / scale.getAsDouble();
                sql += issue.pinball / issue.count / scale.getAsDouble();
                scaled++;
            }
            for (int row = from; row < to; row++) {
                if (rows.isMeasured(row)) {
                    totals.add(rows, row, reference);
                }
            }
        }
        return new Scores(totals, mase, sql, scaled, marginOfSkill(issues));
    }

    /** Scores of every meter alone, by id. */
    public static Map<MeterId, Scores> byMeter(BacktestRows rows, SeasonalReference reference) {
        Map<MeterId, Scores> scores = new TreeMap<>();
        rows.meters().forEach(meter -> scores.put(meter, of(rows.only(meter), reference)));
        return scores;
    }

    private static int endOfIssue(BacktestRows rows, int from) {
        int to = from + 1;
        while (to < rows.size() && !rows.startsIssue(to)) {
            to++;
        }
        return to;
    }

    /** A ratio of sums varies as the residuals of its parts do (Cochran, "Sampling Techniques", 1977, equation 6.13). */
    private static OptionalDouble marginOfSkill(List<Issue> issues) {
        List<Issue> compared = issues.stream().filter(issue -> issue.naive > 0).toList();
        int n = compared.size();
        double own = compared.stream().mapToDouble(Issue::compared).sum();
        double naive = compared.stream().mapToDouble(Issue::naive).sum();
        if (n < FEWEST_FORECASTS) {
            return OptionalDouble.empty();
        }
        double ratio = own / naive;
        double residuals = compared.stream()
                .mapToDouble(issue -> Math.pow(issue.compared - ratio * issue.naive, 2))
                .sum();
        return OptionalDouble.of(NINETY_PERCENT * Math.sqrt(residuals * n / (n - 1)) / naive);
    }

    /**
     * Sums over the scored rows of one forecast; {@code pinball} is doubled and averaged over the quantiles.
     *
     * @param naive absolute error of the seasonal naive, where it has a value
     * @param compared absolute error of the forecast on the same rows
     */
    private record Issue(int count, double absolute, double pinball, double naive, double compared) {

        static Issue of(BacktestRows rows, int from, int to, SeasonalReference reference) {
            int count = 0;
            double absolute = 0;
            double pinball = 0;
            double naive = 0;
            double compared = 0;
            int width = rows.quantiles().count();
            for (int row = from; row < to; row++) {
                if (!rows.isMeasured(row)) {
                    continue;
                }
                double y = rows.measured(row);
                count++;
                double error = Math.abs(rows.median(row) - y);
                absolute += error;
                double last = reference.naiveOrNaN(rows.meter(row), rows.cutoffSecond(row), rows.targetSecond(row));
                if (!Double.isNaN(last)) {
                    naive += Math.abs(last - y);
                    compared += error;
                }
                for (int q = 0; q < width; q++) {
                    pinball += 2 * Pinball.loss(rows.quantiles().level(q), y, rows.kilowatts(row, q)) / width;
                }
            }
            return new Issue(count, absolute, pinball, naive, compared);
        }
    }

    /** The sums behind the figures that are taken over all rows. */
    public ErrorTally totals() {
        return totals;
    }

    /** Number of scored rows. */
    public int rows() {
        return totals.rows();
    }

    public OptionalDouble wape() {
        return totals.wape();
    }

    public OptionalDouble maeKw() {
        return totals.maeKw();
    }

    public OptionalDouble rmseKw() {
        return totals.rmseKw();
    }

    public OptionalDouble biasKw() {
        return totals.biasKw();
    }

    /** Mean scaled absolute error; below 1 is better than the seasonal naive was inside the history. */
    public OptionalDouble mase() {
        return scaledForecasts == 0 ? OptionalDouble.empty() : OptionalDouble.of(sumMase / scaledForecasts);
    }

    /** Scaled quantile loss: MASE with twice the pinball loss, averaged over the quantiles. */
    public OptionalDouble sql() {
        return scaledForecasts == 0 ? OptionalDouble.empty() : OptionalDouble.of(sumSql / scaledForecasts);
    }

    public OptionalDouble wql() {
        return totals.wql();
    }

    public OptionalDouble coverage() {
        return totals.coverage();
    }

    public int crossed() {
        return totals.crossed();
    }

    public OptionalDouble naiveWape() {
        return totals.naiveWape();
    }

    public OptionalDouble skill() {
        return totals.skill();
    }

    /**
     * How far the skill on other such days would be from this one, in nine cases of ten: half the width of its 90 % interval, from
     * forecast to forecast. Empty with fewer than eight forecasts.
     */
    public OptionalDouble skillMargin() {
        return skillMargin;
    }
}
