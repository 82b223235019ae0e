package org.loadcast.training.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.LocalDays;
import org.loadcast.training.report.Axis.Tick;

/** One local day of one meter, drawn at its true length: what was forecast and what came. */
final class DayChart {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
    private static final int WIDTH = 360;
    private static final int HEIGHT = 190;

    private final MeterFinding finding;
    private final LocalDate date;
    private final List<Integer> dayRows;
    private final double error;

    private DayChart(MeterFinding finding, LocalDate date, List<Integer> dayRows) {
        this.finding = finding;
        this.date = date;
        this.dayRows = dayRows;
        this.error = dayRows.stream()
                .mapToDouble(row ->
                        Math.abs(finding.rows().median(row) - finding.rows().measured(row)))
                .average()
                .orElse(0);
    }

    /** The best, the median and the worst day of a meter; fewer when there are fewer days. */
    static String threeDays(MeterFinding finding) {
        SortedMap<LocalDate, List<Integer>> days = LocalDays.complete(finding.rows(), finding.zone());
        if (days.isEmpty()) {
            days = LocalDays.all(finding.rows(), finding.zone());
        }
        List<DayChart> byError = days.entrySet().stream()
                .map(day -> new DayChart(finding, day.getKey(), day.getValue()))
                .sorted(Comparator.comparingDouble(day -> day.error))
                .toList();
        Map<String, DayChart> shown = new LinkedHashMap<>();
        if (byError.size() > 2) {
            shown.put("Best day", byError.get(0));
            shown.put("Median day", byError.get(byError.size() / 2));
        }
        if (!byError.isEmpty()) {
            shown.put(byError.size() > 1 ? "Worst day" : "The only day", byError.get(byError.size() - 1));
        }
        Range range = shown.values().stream()
                .map(DayChart::range)
                .reduce(Range::with)
                .map(Range::withZeroNearby)
                .orElse(new Range(0, 0));
        StringBuilder figures = new StringBuilder("<div class=\"days\">");
        shown.forEach((name, day) -> figures.append(day.figure(name, range)));
        return figures + "</div>";
    }

    /** Lowest and highest power of a day in kW; the three days of a meter share one scale, so that they can be compared. */
    private record Range(double low, double high) {

        Range with(Range other) {
            return new Range(Math.min(low, other.low), Math.max(high, other.high));
        }

        /** Power starts at zero, unless that would flatten a large load with a small swing. */
        Range withZeroNearby() {
            return new Range(low > 0 && low < 0.6 * high ? 0 : low, high < 0 && high > 0.6 * low ? 0 : high);
        }
    }

    private Range range() {
        BacktestRows rows = finding.rows();
        int last = rows.quantiles().count() - 1;
        return new Range(
                dayRows.stream()
                        .mapToDouble(row -> Math.min(rows.measured(row), rows.kilowatts(row, 0)))
                        .min()
                        .orElse(0),
                dayRows.stream()
                        .mapToDouble(row -> Math.max(rows.measured(row), rows.kilowatts(row, last)))
                        .max()
                        .orElse(0));
    }

    private String figure(String name, Range range) {
        String caption = "<b>%s</b> %s, off by %s".formatted(name, DAY.format(date), PowerUnit.text(error));
        return "<figure>" + svg(name, range) + "<figcaption>" + caption + "</figcaption></figure>";
    }

    private String svg(String name, Range range) {
        PowerUnit unit = PowerUnit.fitting(Math.max(Math.abs(range.low), Math.abs(range.high)));
        Axis y = Axis.round(unit.of(range.low), unit.of(range.high), HEIGHT - 26, 18, 4, Numbers::tick);
        Svg svg = new Svg(
                finding.generates() ? "chart generation" : "chart",
                WIDTH,
                HEIGHT,
                finding.meter() + ", " + name.toLowerCase(Locale.ENGLISH) + ", " + DAY.format(date),
                "Measured load as a solid line, the median forecast dashed, and the band of the quantiles, in "
                        + unit.symbol() + " by local time (" + finding.zone() + "). Mean error "
                        + PowerUnit.text(error) + ".");
        Plot plot = new Plot(svg, hours(), y);
        stretches().forEach(stretch -> draw(plot, stretch, unit));
        svg.text("start", 2, 10, unit.symbol());
        return plot.toString();
    }

    private void draw(Plot plot, List<Integer> stretch, PowerUnit unit) {
        BacktestRows rows = finding.rows();
        Quantiles quantiles = rows.quantiles();
        int last = quantiles.count() - 1;
        if (last > 0) {
            plot.band("band", quantile(stretch, 0, unit), quantile(stretch, last, unit));
        }
        int inner = innerIndex(quantiles);
        if (inner > 0) {
            plot.band("band inner", quantile(stretch, inner, unit), quantile(stretch, last - inner, unit));
        }
        plot.line("p50", quantile(stretch, quantiles.medianIndex(), unit));
        plot.line("measured", points(stretch, unit, rows::measured));
    }

    private List<Point> quantile(List<Integer> stretch, int quantile, PowerUnit unit) {
        return points(stretch, unit, row -> finding.rows().kilowatts(row, quantile));
    }

    private List<Point> points(List<Integer> stretch, PowerUnit unit, IntToDoubleFunction kilowatts) {
        return stretch.stream()
                .map(row -> new Point(middle(row), unit.of(kilowatts.applyAsDouble(row))))
                .toList();
    }

    /** Seconds from local midnight to the middle of a row's interval. */
    private double middle(int row) {
        return Duration.between(midnight().toInstant(), finding.rows().target(row))
                        .toSeconds()
                + finding.rows().step().toSeconds() / 2.0;
    }

    /** Rows without a gap between them. */
    private List<List<Integer>> stretches() {
        List<List<Integer>> stretches = new ArrayList<>();
        Instant next = Instant.MIN;
        for (int row : dayRows) {
            Instant target = finding.rows().target(row);
            if (!target.equals(next)) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(row);
            next = target.plus(finding.rows().step());
        }
        return stretches;
    }

    private Axis hours() {
        ZonedDateTime from = midnight();
        ZonedDateTime to = date.plusDays(1).atStartOfDay(finding.zone());
        List<Tick> ticks = List.of(0, 6, 12, 18, 24).stream()
                .map(hour -> {
                    ZonedDateTime at = hour == 24 ? to : date.atTime(hour, 0).atZone(finding.zone());
                    return new Tick(Duration.between(from, at).toSeconds(), String.format("%02d:00", hour));
                })
                .collect(Collectors.toList());
        return new Axis(0, Duration.between(from, to).toSeconds(), 44, WIDTH - 18, ticks);
    }

    private ZonedDateTime midnight() {
        return date.atStartOfDay(finding.zone());
    }

    /** Index of the level nearest to a quarter that has its mirror image above the median; -1 when there is none inside. */
    static int innerIndex(Quantiles quantiles) {
        int best = -1;
        for (int q = 1; q < quantiles.medianIndex(); q++) {
            boolean mirrored = quantiles.indexOf(1 - quantiles.level(q)) == quantiles.count() - 1 - q;
            double distance = Math.abs(quantiles.level(q) - 0.25);
            if (mirrored && (best < 0 || distance < Math.abs(quantiles.level(best) - 0.25) - 1e-9)) {
                best = q;
            }
        }
        return best;
    }

    /** What the lines and bands of every day chart are, for the legend. */
    static String legend(Quantiles quantiles) {
        int last = quantiles.count() - 1;
        StringBuilder legend = new StringBuilder("<ul class=\"legend\"><li>" + key("measured", "M0 6H24")
                + "measured</li><li>" + key("p50", "M0 6H24") + "P50, the forecast</li>");
        if (last > 0) {
            legend.append("<li>" + key("band", "M0 1H24V11H0Z") + range(quantiles, 0) + " band</li>");
        }
        int inner = innerIndex(quantiles);
        if (inner > 0) {
            legend.append("<li>" + key("band inner", "M0 1H24V11H0Z") + range(quantiles, inner) + "</li>");
        }
        return legend + "</ul>";
    }

    private static String range(Quantiles quantiles, int low) {
        return DoubleStream.of(quantiles.level(low), quantiles.level(quantiles.count() - 1 - low))
                .mapToObj(level -> "P" + Numbers.tick(100 * level))
                .collect(Collectors.joining("–"));
    }

    private static String key(String cssClass, String path) {
        return "<svg class=\"key\" viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"" + cssClass + "\" d=\""
                + path + "\"/></svg>";
    }
}
