package org.loadcast.training.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.loadcast.training.metrics.ErrorTally;
import org.loadcast.training.metrics.Reliability;
import org.loadcast.training.report.Axis.Tick;

/** Charts of errors and of coverage over all meters together. */
final class ErrorCharts {

    private static final int WIDTH = 540;
    private static final int HEIGHT = 230;
    private static final double LEFT = 48;
    private static final double RIGHT = WIDTH - 18.0;
    private static final double BOTTOM = HEIGHT - 40.0;
    private static final double TOP = 14;
    private static final double[] HOUR_STEPS = {0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168};

    private ErrorCharts() {}

    static String byLead(SortedMap<Duration, ErrorTally> tallies) {
        double longest = hours(tallies.lastKey());
        return errors(
                "Error by lead time",
                "lead time in hours from the cutoff",
                tallies,
                ErrorCharts::hours,
                hourAxis(hours(tallies.firstKey()), longest));
    }

    static String byLocalHour(SortedMap<Integer, ErrorTally> tallies) {
        return errors("Error by hour of the day", "local hour", tallies, hour -> hour, hourAxis(0, 23));
    }

    private static <K> String errors(
            String title, String xLabel, SortedMap<K, ErrorTally> tallies, ToDoubleFunction<K> position, Axis x) {
        Curve model = Curve.of(tallies, position, ErrorTally::wape);
        Curve naive = Curve.of(tallies, position, ErrorTally::naiveWape);
        double highest = Math.max(model.max(), naive.max());
        Axis y = Axis.round(0, highest, BOTTOM, TOP, 4, ErrorCharts::percentTick);
        Svg svg = new Svg(
                "chart",
                WIDTH,
                HEIGHT,
                title,
                String.format(
                        Locale.ROOT,
                        "WAPE of the promoted forecast by %s, from %s at best to %s at worst; the seasonal naive lies between %s and %s.",
                        xLabel,
                        Numbers.percent(model.min(), 1),
                        Numbers.percent(model.max(), 1),
                        Numbers.percent(naive.min(), 1),
                        Numbers.percent(naive.max(), 1)));
        Plot plot = new Plot(svg, x, y).line("naive", naive.points).line("measured", model.points);
        svg.text("mid", (LEFT + RIGHT) / 2, HEIGHT - 4.0, xLabel);
        return plot.toString();
    }

    static String coverageByLead(SortedMap<Duration, ErrorTally> tallies) {
        Curve coverage = Curve.of(tallies, ErrorCharts::hours, ErrorTally::coverage);
        Axis y = Axis.round(Math.min(0.5, coverage.min()), 1, BOTTOM, TOP, 5, ErrorCharts::percentTick);
        Svg svg = new Svg(
                "chart",
                WIDTH,
                HEIGHT,
                "Coverage by lead time",
                String.format(
                        Locale.ROOT,
                        "Share of measured values inside P10 to P90, between %s and %s; 80 %% is promised.",
                        Numbers.percent(coverage.min(), 0),
                        Numbers.percent(coverage.max(), 0)));
        Axis x = hourAxis(hours(tallies.firstKey()), hours(tallies.lastKey()));
        Plot plot = new Plot(svg, x, y).level("promise", 0.8).line("measured", coverage.points);
        svg.text("mid", (LEFT + RIGHT) / 2, HEIGHT - 4.0, "lead time in hours from the cutoff");
        return plot.toString();
    }

    static String reliability(Reliability reliability) {
        int size = 300;
        List<Point> levels = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int q = 0; q < reliability.quantiles().count(); q++) {
            double promised = reliability.quantiles().level(q);
            double observed = reliability.observed(q).orElse(0);
            levels.add(new Point(promised, observed));
            words.add("P" + Numbers.tick(100 * promised) + " held " + Numbers.percent(observed, 0));
        }
        Svg svg = new Svg("chart square", size, size, "Reliability", String.join(", ", words) + ".");
        Axis x = Axis.round(0, 1, LEFT, size - 18.0, 5, ErrorCharts::percentTick);
        Axis y = Axis.round(0, 1, size - 40.0, TOP, 5, ErrorCharts::percentTick);
        Plot plot = new Plot(svg, x, y)
                .line("promise", List.of(new Point(0, 0), new Point(1, 1)))
                .line("measured thin", levels)
                .dots("dot", levels);
        svg.text("mid", (LEFT + size - 18) / 2, size - 4.0, "promised: share at or below the quantile");
        return plot.toString();
    }

    private static Axis hourAxis(double first, double last) {
        double step = HOUR_STEPS[HOUR_STEPS.length - 1];
        for (int i = HOUR_STEPS.length - 1; i >= 0 && (last - first) / HOUR_STEPS[i] <= 9; i--) {
            step = HOUR_STEPS[i];
        }
        List<Tick> ticks = new ArrayList<>();
        for (double at = Math.ceil(first / step) * step; at <= last + 1e-9; at += step) {
            ticks.add(new Tick(at, Numbers.tick(at)));
        }
        return new Axis(first, last, LEFT, RIGHT, ticks);
    }

    private static double hours(Duration lead) {
        return lead.toSeconds() / 3600.0;
    }

    private static String percentTick(double share) {
        return Numbers.tick(100 * share) + Numbers.NO_BREAK + "%";
    }

    /** The defined figures of some tallies, by position. */
    private record Curve(List<Point> points) {

        static <K> Curve of(
                SortedMap<K, ErrorTally> tallies,
                ToDoubleFunction<K> position,
                Function<ErrorTally, OptionalDouble> figure) {
            List<Point> points = new ArrayList<>();
            tallies.forEach((key, tally) ->
                    figure.apply(tally).ifPresent(value -> points.add(new Point(position.applyAsDouble(key), value))));
            return new Curve(points);
        }

        double min() {
            return points.stream().mapToDouble(Point::y).min().orElse(0);
        }

        double max() {
            return points.stream().mapToDouble(Point::y).max().orElse(0);
        }
    }
}
