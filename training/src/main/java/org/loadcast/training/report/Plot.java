package org.loadcast.training.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.loadcast.training.report.Axis.Tick;

/** A chart with two axes: grid and labels first, then bands, lines and dots in data units. */
final class Plot {

    private final Svg svg;
    private final Axis x;
    private final Axis y;

    /** Draws the frame; horizontal grid lines only, the zero line stronger. */
    Plot(Svg svg, Axis x, Axis y) {
        this.svg = svg;
        this.x = x;
        this.y = y;
        for (Tick tick : y.ticks()) {
            double at = y.at(tick.value());
            svg.line(tick.value() == 0 ? "zero" : "grid", x.from(), at, x.to(), at);
            svg.text("end", x.from() - 6, at + 4, tick.label());
        }
        for (Tick tick : x.ticks()) {
            double at = x.at(tick.value());
            svg.line("zero", at, y.from(), at, y.from() + 4);
            svg.text("mid", at, y.from() + 17, tick.label());
        }
    }

    Plot line(String cssClass, List<Point> points) {
        if (!points.isEmpty()) {
            svg.polyline(cssClass, pixels(points));
        }
        return this;
    }

    /** The area between two lines over the same positions. */
    Plot band(String cssClass, List<Point> low, List<Point> high) {
        List<Point> outline = new ArrayList<>(pixels(high));
        List<Point> below = new ArrayList<>(pixels(low));
        Collections.reverse(below);
        outline.addAll(below);
        svg.area(cssClass, outline);
        return this;
    }

    Plot dots(String cssClass, List<Point> points) {
        pixels(points).forEach(point -> svg.circle(cssClass, point.x(), point.y(), 3.5));
        return this;
    }

    /** A horizontal mark across the chart, such as a promise that should be kept. */
    Plot level(String cssClass, double value) {
        svg.line(cssClass, x.from(), y.at(value), x.to(), y.at(value));
        return this;
    }

    private List<Point> pixels(List<Point> points) {
        return points.stream()
                .map(point -> new Point(x.at(point.x()), y.at(point.y())))
                .toList();
    }

    @Override
    public String toString() {
        return svg.toString();
    }
}
