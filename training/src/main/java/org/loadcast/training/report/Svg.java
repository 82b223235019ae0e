package org.loadcast.training.report;

import java.util.List;
import java.util.Locale;

/** Writes one SVG picture; colours come from the page's style sheet by class. */
final class Svg {

    private final StringBuilder out = new StringBuilder();

    /** Starts a picture with a title and a description for readers who do not see it. */
    Svg(String cssClass, int width, int height, String title, String description) {
        out.append("<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(cssClass, width, height, Html.escape(title + ". " + description)));
        out.append("<title>" + Html.escape(title) + "</title><desc>" + Html.escape(description) + "</desc>");
    }

    Svg line(String cssClass, double x1, double y1, double x2, double y2) {
        out.append("<path class=\"" + cssClass + "\" d=\"M" + px(x1) + " " + px(y1) + "L" + px(x2) + " " + px(y2)
                + "\"/>");
        return this;
    }

    /** A line through all points. */
    Svg polyline(String cssClass, List<Point> points) {
        out.append("<path class=\"" + cssClass + "\" d=\"" + path(points) + "\"/>");
        return this;
    }

    /** An area between its points. */
    Svg area(String cssClass, List<Point> outline) {
        out.append("<path class=\"" + cssClass + "\" d=\"" + path(outline) + "Z\"/>");
        return this;
    }

    Svg circle(String cssClass, double x, double y, double radius) {
        out.append("<circle class=\"" + cssClass + "\" cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"" + px(radius)
                + "\"/>");
        return this;
    }

    /** Text; the class says where it is anchored. */
    Svg text(String cssClass, double x, double y, String text) {
        out.append("<text class=\"" + cssClass + "\" x=\"" + px(x) + "\" y=\"" + px(y) + "\">" + Html.escape(text)
                + "</text>");
        return this;
    }

    private static String path(List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.length() == 0 ? "M" : "L")
                    .append(px(point.x()))
                    .append(' ')
                    .append(px(point.y()));
        }
        return path.toString();
    }

    private static String px(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return out + "</svg>";
    }
}
