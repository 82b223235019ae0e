package org.loadcast.serving.app.console;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.loadcast.features.statistics.DistributionFits;
import org.loadcast.features.statistics.FittedDistribution;
import org.loadcast.features.statistics.LevelScale;
import org.loadcast.features.statistics.LoadStatistics;
import org.loadcast.features.statistics.MeterStatistics;
import org.loadcast.serving.statistics.StoredStatistics;

/** The statistics of a meter as lines for people. */
public final class StatisticsTable {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int LABEL_COLUMNS = 22;
    private static final int DURATION_POINTS = 60;

    private final StoredStatistics.Report report;
    private final MeterStatistics statistics;
    private final double largest;
    private final int columns;

    public StatisticsTable(StoredStatistics.Report report, int columns) {
        this.report = report;
        this.statistics = report.statistics();
        this.largest = Math.max(
                Math.abs(statistics.load().peakKw()), Math.abs(statistics.load().lowestKw()));
        this.columns = columns;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(heading());
        lines.add("");
        lines.addAll(summary());
        lines.add("");
        lines.add(levels());
        report.now()
                .ifPresent(now -> lines.add("now     " + kw(now.loadKw()) + " kW at "
                        + MINUTE.format(now.start().atZone(report.meter().zone())) + ": "
                        + now.level().label()));
        statistics.fits().ifPresent(fits -> {
            lines.add("");
            lines.addAll(fits(fits));
        });
        lines.add("");
        lines.addAll(profiles());
        return lines;
    }

    private String heading() {
        return String.format(
                Locale.ROOT,
                "%s, %s to %s (%s), step %s: %d values, %d missing, %d of them suspect",
                report.meter().id(),
                MINUTE.format(report.interval().from().atZone(report.meter().zone())),
                MINUTE.format(report.interval().to().atZone(report.meter().zone())),
                report.meter().zone(),
                report.step(),
                statistics.load().count(),
                report.missing(),
                report.suspect());
    }

    private List<String> summary() {
        TextTable table = new TextTable(
                "kW", "mean", "lowest", "base", "p25", "p50", "p75", "p99", "peak", "factor", "kWh a day");
        table.row(row("all", statistics.load()));
        statistics.days().forEach(day -> table.row(row(day.type().label(), day.load())));
        return table.lines();
    }

    private Object[] row(String name, LoadStatistics load) {
        double perDay = load.meanKw() * Duration.ofDays(1).toHours();
        return new Object[] {
            name,
            kw(load.meanKw()),
            kw(load.lowestKw()),
            kw(load.baseLoadKw()),
            kw(load.percentileKw(0.25)),
            kw(load.percentileKw(0.5)),
            kw(load.percentileKw(0.75)),
            kw(load.percentileKw(0.99)),
            kw(load.peakKw()),
            load.loadFactor().isPresent()
                    ? String.format(Locale.ROOT, "%.2f", load.loadFactor().getAsDouble())
                    : "-",
            Kilowatts.format(perDay)
        };
    }

    private String levels() {
        LevelScale levels = statistics.levels();
        return String.format(
                Locale.ROOT,
                "levels  of %s: green to %s, yellow to %s, red to %s, critical above (1 %% by %s)",
                levels.generating() ? "generation" : "consumption",
                kw(levels.yellowAboveKw()),
                kw(levels.redAboveKw()),
                kw(levels.criticalAboveKw()),
                statistics.criticalBy());
    }

    private List<String> fits(DistributionFits fits) {
        TextTable table = new TextTable("distribution", "AIC", "KS distance", "1 % above", "parameters");
        for (FittedDistribution fit : fits.all()) {
            table.row(
                    fit.family().label(),
                    String.format(Locale.ROOT, "%.0f", fit.aic()),
                    String.format(Locale.ROOT, "%.4f", fit.ksDistance()),
                    kw(fit.quantileKw(1 - MeterStatistics.RIGHT_TAIL)),
                    fit.parameters().entrySet().stream()
                            .map(p -> String.format(Locale.ROOT, "%s %.4g", p.getKey(), p.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (fits.share() < 1) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Fitted to %.1f %% of the values, those that are neither zero nor of the other sign.",
                    100 * fits.share()));
        }
        return lines;
    }

    private List<String> profiles() {
        Sparkline sparkline = new Sparkline(Math.min(0, statistics.load().lowestKw()), highestHour(), 24);
        List<String> lines = new ArrayList<>();
        for (MeterStatistics.Day day : statistics.days()) {
            double[] means = day.hours().stream()
                    .mapToDouble(hour -> hour.load().meanKw())
                    .toArray();
            lines.add(label("by hour, " + day.type().label()) + sparkline.draw(means));
        }
        int width = Math.max(2, Math.min(DURATION_POINTS, columns - LABEL_COLUMNS));
        Sparkline duration = new Sparkline(
                Math.min(0, statistics.load().lowestKw()), statistics.load().peakKw(), width);
        lines.add(label("load duration") + duration.draw(statistics.load().durationCurveKw(width)));
        return lines;
    }

    private static String label(String text) {
        return String.format(Locale.ROOT, "%-" + (LABEL_COLUMNS + 6) + "s", text);
    }

    private double highestHour() {
        return statistics.days().stream()
                .flatMap(day -> day.hours().stream())
                .mapToDouble(hour -> hour.load().meanKw())
                .max()
                .orElse(0);
    }

    private String kw(double value) {
        return Kilowatts.format(value, largest);
    }
}
