package org.loadcast.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.backtest.BacktestParts;
import org.loadcast.training.backtest.FamilyResult;
import org.loadcast.training.backtest.MeterBacktest;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.DieboldMariano;

/**
 * Two backtest runs on the rows that both have: whether one is better by more than chance ({@link DieboldMariano}). Immutable.
 *
 * @param first name of the first run
 * @param second name of the second run
 * @param lines what was promoted over all meters, then every meter, then every family that both ran
 */
public record RunComparison(String first, String second, List<Line> lines) {

    private static final String PROMOTED = "promoted";
    private static final String ALL = "all";

    public RunComparison {
        lines = List.copyOf(lines);
    }

    /**
     * One comparison.
     *
     * @param family which forecasts: those of a family, or what either run promoted
     * @param meter an id, or {@code all}
     * @param rows measured rows in common
     * @param firstWape of the first run on these rows
     * @param secondWape of the second run
     * @param test below zero when the first run is better; empty where nothing can be said
     */
    public record Line(
            String family,
            String meter,
            int rows,
            OptionalDouble firstWape,
            OptionalDouble secondWape,
            Optional<DieboldMariano> test) {

        /** The second run's error by the first's, less one: below zero when the second is better. */
        public OptionalDouble change() {
            return firstWape.isPresent() && secondWape.isPresent() && firstWape.getAsDouble() > 0
                    ? OptionalDouble.of(secondWape.getAsDouble() / firstWape.getAsDouble() - 1)
                    : OptionalDouble.empty();
        }

        /** Whether the difference is more than chance at 5 %. */
        public boolean isSignificant() {
            return test.map(t -> t.pValue() < 0.05).orElse(false);
        }
    }

    /**
     * Compares the finished runs in two {@code --out} directories.
     *
     * @throws IllegalArgumentException when one is not there, or they have no row in common
     */
    public static RunComparison of(Path first, Path second) throws IOException {
        List<MeterBacktest> one = BacktestParts.ofRun(first);
        List<MeterBacktest> two = BacktestParts.ofRun(second);
        List<Line> lines = new ArrayList<>();
        BacktestRows promotedOne = promoted(one);
        BacktestRows promotedTwo = promoted(two);
        Line all = line(PROMOTED, ALL, promotedOne, promotedTwo);
        if (all.rows() == 0) {
            throw new IllegalArgumentException("The runs " + first + " and " + second
                    + " have no measured row in common. Compare runs of the same task.");
        }
        lines.add(all);
        if (promotedOne.meters().size() > 1) {
            for (MeterId meter : promotedOne.meters()) {
                if (promotedTwo.meters().contains(meter)) {
                    lines.add(line(PROMOTED, meter.value(), promotedOne.only(meter), promotedTwo.only(meter)));
                }
            }
        }
        Map<String, BacktestRows> familiesOfTwo = families(two);
        families(one).forEach((family, rows) -> {
            BacktestRows other = familiesOfTwo.get(family);
            if (other != null) {
                lines.add(line(family, ALL, rows, other));
            }
        });
        return new RunComparison(first.toString(), second.toString(), lines);
    }

    private static BacktestRows promoted(List<MeterBacktest> meters) {
        return BacktestRows.concat(meters.stream()
                .map(meter -> meter.families().stream()
                        .filter(family -> family.family().equals(meter.promoted()))
                        .findFirst()
                        .orElseThrow()
                        .rows())
                .toList());
    }

    private static Map<String, BacktestRows> families(List<MeterBacktest> meters) {
        Map<String, List<BacktestRows>> parts = new TreeMap<>();
        for (MeterBacktest meter : meters) {
            for (FamilyResult family : meter.families()) {
                parts.computeIfAbsent(family.family(), any -> new ArrayList<>()).add(family.rows());
            }
        }
        Map<String, BacktestRows> families = new TreeMap<>();
        parts.forEach((family, rows) -> families.put(family, BacktestRows.concat(rows)));
        return families;
    }

    private record Key(MeterId meter, Instant cutoff, Instant target) {}

    private static Line line(String family, String meter, BacktestRows one, BacktestRows two) {
        Map<Key, Integer> rowsOfTwo = new HashMap<>();
        for (int row = 0; row < two.size(); row++) {
            rowsOfTwo.put(new Key(two.meter(row), two.cutoff(row), two.target(row)), row);
        }
        int rows = 0;
        double load = 0;
        double errorOfOne = 0;
        double errorOfTwo = 0;
        for (int row = 0; row < one.size(); row++) {
            Integer other = rowsOfTwo.get(new Key(one.meter(row), one.cutoff(row), one.target(row)));
            if (other != null && one.isMeasured(row)) {
                double measured = one.measured(row);
                rows++;
                load += Math.abs(measured);
                errorOfOne += Math.abs(one.median(row) - measured);
                errorOfTwo += Math.abs(two.median(other) - measured);
            }
        }
        return new Line(
                family,
                meter,
                rows,
                load > 0 ? OptionalDouble.of(errorOfOne / load) : OptionalDouble.empty(),
                load > 0 ? OptionalDouble.of(errorOfTwo / load) : OptionalDouble.empty(),
                DieboldMariano.compare(one, two));
    }

    /** Writes {@code comparison.html} into {@code directory} and returns its path. */
    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve("comparison.html"), html());
    }

    private String html() {
        String rows = lines.stream().map(RunComparison::row).collect(Collectors.joining());
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark"><title>Two backtests compared</title><style>
                %s</style></head><body><main>
                <header><h1>Two backtests compared</h1><p>A: %s<br>B: %s</p></header>
                %s
                <section><h2>Errors on the rows that both have</h2>
                <div class="wide"><table><thead><tr><th>Forecasts</th><th>Meter</th><th>Values</th><th>WAPE of A</th><th>WAPE of B</th>\
                <th>B against A</th><th>Statistic</th><th>p-value</th><th>Cutoffs</th></tr></thead><tbody>%s</tbody></table></div>
                <p class="note">Diebold–Mariano test on the mean absolute error of every cutoff, with the autocovariances of overlapping
                forecasts in the variance and the correction of Harvey, Leybourne and Newbold. Below zero, A is better. Bold: more than
                chance at 5 %%; among many meters, one in twenty is bold by chance alone.</p></section></main></body></html>
                """.formatted(ReportPage.style(), Html.escape(first), Html.escape(second), verdict(), rows);
    }

    /** What it comes to, in one line. */
    private String verdict() {
        Line all = lines.get(0);
        if (all.change().isEmpty() || all.test().isEmpty()) {
            return "<section><p>There are too few common rows for a verdict.</p></section>";
        }
        double change = all.change().getAsDouble();
        double p = all.test().get().pValue();
        String better = change == 0 ? "Neither run is better" : change < 0 ? "B is better" : "A is better";
        long meters = lines.stream()
                .filter(line -> line.family().equals(PROMOTED) && !line.meter().equals(ALL))
                .filter(Line::isSignificant)
                .count();
        return """
                <section class="tiles"><div><strong>%s</strong><p>%s: the error of B over that of A, less one</p></div>
                <div><strong>%s</strong><p>p-value of the Diebold–Mariano test: %s</p></div>
                <div><strong>%s</strong><p>of %s single meters differ by more than chance</p></div></section>
                """.formatted(
                        (change > 0 ? "+" : "") + Numbers.percent(change, 1),
                        better,
                        p < 0.001 ? "&lt;" + Numbers.NO_BREAK + "0.1" + Numbers.NO_BREAK + "%" : Numbers.percent(p, 1),
                        all.isSignificant() ? "more than chance" : "it may be chance",
                        Numbers.count((int) meters),
                        Numbers.count((int) lines.stream()
                                .filter(line -> line.family().equals(PROMOTED)
                                        && !line.meter().equals(ALL))
                                .count()));
    }

    private static String row(Line line) {
        return ReportPage.row(
                line.isSignificant(),
                line.family(),
                line.meter(),
                Numbers.count(line.rows()),
                Numbers.percent(line.firstWape(), 2),
                Numbers.percent(line.secondWape(), 2),
                Numbers.percent(line.change(), 1),
                Numbers.fixed(
                        line.test().stream()
                                .mapToDouble(DieboldMariano::statistic)
                                .findFirst(),
                        2),
                Numbers.percent(
                        line.test().stream().mapToDouble(DieboldMariano::pValue).findFirst(), 1),
                line.test().map(test -> Numbers.count(test.cutoffs())).orElse(Numbers.NONE));
    }
}
