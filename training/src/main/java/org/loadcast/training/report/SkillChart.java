package org.loadcast.training.report;

import java.util.List;
import java.util.stream.Collectors;

/** The leaderboard as a dot plot: how much closer than the seasonal naive every family came. */
final class SkillChart {

    private static final int WIDTH = 560;
    private static final int ROW = 26;
    private static final double LEFT = 120;
    private static final double RIGHT = WIDTH - 70.0;

    private SkillChart() {}

    static String of(List<Standing> leaderboard) {
        List<Standing> shown = leaderboard.stream()
                .filter(standing -> standing.scores().skill().isPresent())
                .toList();
        double lowest = shown.stream().mapToDouble(SkillChart::skill).min().orElse(0);
        double highest = shown.stream().mapToDouble(SkillChart::skill).max().orElse(1);
        int bottom = 10 + ROW * shown.size();
        // A family that is far worse than the naive would squeeze the others together: the axis ends at -100 %.
        Axis x = Axis.round(
                Math.max(-1, Math.min(0, lowest)), Math.max(0.1, highest), LEFT, RIGHT, 6, v -> Numbers.percent(v, 0));
        String description = shown.stream()
                .map(standing -> standing.family() + " " + Numbers.percent(skill(standing), 1))
                .collect(Collectors.joining(", "));
        Svg svg = new Svg("chart", WIDTH, bottom + 40, "Skill against the seasonal naive", description);
        x.ticks()
                .forEach(tick -> svg.line(
                                tick.value() == 0 ? "zero" : "grid", x.at(tick.value()), 6, x.at(tick.value()), bottom)
                        .text("mid", x.at(tick.value()), bottom + 17.0, tick.label()));
        for (int i = 0; i < shown.size(); i++) {
            draw(svg, x, shown.get(i), 10 + ROW * (i + 0.5));
        }
        svg.text("mid", (LEFT + RIGHT) / 2, bottom + 36.0, "closer than the seasonal naive (right is better)");
        return svg.toString();
    }

    private static void draw(Svg svg, Axis x, Standing standing, double y) {
        boolean promoted = standing.promotedMeters() > 0;
        double at = x.at(Math.max(x.min(), skill(standing)));
        svg.text(promoted ? "end strong" : "end", LEFT - 10, y + 4, standing.family());
        svg.line(promoted ? "stem strong" : "stem", x.at(0), y, at, y);
        svg.circle(promoted ? "dot" : "dot hollow", at, y, 5);
        String beyond = skill(standing) < x.min() ? "◂ " : "";
        svg.text("start value", Math.max(at, x.at(0)) + 10, y + 4, beyond + Numbers.percent(skill(standing), 1));
    }

    private static double skill(Standing standing) {
        return standing.scores().skill().orElse(0);
    }
}
