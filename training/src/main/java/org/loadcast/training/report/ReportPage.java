package org.loadcast.training.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.ErrorTally;
import org.loadcast.training.metrics.PeakScores;
import org.loadcast.training.metrics.Scores;

/** Writes the page of a backtest, from the answer to the details. */
final class ReportPage {

    private static final int OPEN_METERS = 12;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final Findings findings;
    private final Story story;

    /** Whether the forecasts were issued by one service, so that there are no families to compare. */
    private final boolean issued;

    /** A page with a story of its own, or with what a backtest tells of itself. */
    ReportPage(Findings findings, Optional<Story> story) {
        this.findings = findings;
        this.story = story.orElseGet(() -> BacktestStory.of(findings));
        this.issued = story.isPresent();
    }

    String html() {
        String title = Html.escape(story.title());
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark"><title>%s</title><style>
                %s</style></head><body><main>
                <header><h1>%s</h1><p>%s</p></header>
                %s%s%s%s%s%s%s%s</main></body></html>
                """.formatted(
                        title,
                        style(),
                        title,
                        span(),
                        headline(),
                        story.html(),
                        issued ? "" : leaderboard(),
                        story.badDaysHtml(),
                        errors(),
                        band(),
                        meters(),
                        facts());
    }

    static String style() {
        try (InputStream in = Objects.requireNonNull(
                ReportPage.class.getResourceAsStream("report.css"), "report.css is missing: the build is broken.")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read report.css of the build.", failed);
        }
    }

    private String span() {
        BacktestRows rows = findings.rows();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        int forecasts = 0;
        for (int row = 0; row < rows.size(); row++) {
            first = Math.min(first, rows.target(row).getEpochSecond());
            last = Math.max(last, rows.target(row).plus(rows.step()).getEpochSecond());
            forecasts += rows.startsIssue(row) ? 1 : 0;
        }
        return "%s %s, %s forecasts, %s measured values, %s to %s UTC, step %s"
                .formatted(
                        Numbers.count(rows.meters().size()),
                        rows.meters().size() == 1 ? "meter" : "meters",
                        Numbers.count(forecasts),
                        Numbers.count(findings.scores().rows()),
                        MINUTE.format(Instant.ofEpochSecond(first)),
                        MINUTE.format(Instant.ofEpochSecond(last)),
                        words(rows.step()));
    }

    private String headline() {
        Scores scores = findings.scores();
        List<String> tiles = new ArrayList<>();
        tiles.add(tile(
                Numbers.percent(scores.wape(), 1),
                "mean error, as a share of the load (WAPE): " + Numbers.power(scores.maeKw())));
        tiles.add(tile(Numbers.percent(scores.skill(), 0), closer(scores)));
        tiles.add(tile(Numbers.percent(scores.coverage(), 0), honesty(scores.coverage())));
        findings.peaks()
                .ifPresent(peaks -> tiles.add(tile(
                        Numbers.percent(peaks.hourHitRate(), 0),
                        "of " + Numbers.count(peaks.days())
                                + " daily peaks foreseen within an hour; their size is off by "
                                + PowerUnit.text(peaks.maeKw()) + " (" + Numbers.percent(peaks.maeShare(), 1) + ")")));
        return "<section class=\"tiles\" aria-label=\"Headline figures\">" + String.join("", tiles) + "</section>";
    }

    private static String tile(String figure, String words) {
        return "<div><strong>" + figure + "</strong><p>" + Html.escape(words) + "</p></div>";
    }

    private static String closer(Scores scores) {
        OptionalDouble skill = scores.skill();
        if (skill.isEmpty()) {
            return "no seasonal naive to compare with";
        }
        return (skill.getAsDouble() >= 0
                        ? "closer than repeating the last known season"
                        : "worse than repeating the last known season")
                + ", which misses by " + Numbers.percent(scores.naiveWape(), 1);
    }

    private static String honesty(OptionalDouble coverage) {
        if (coverage.isEmpty()) {
            return "no band from P10 to P90 was forecast";
        }
        String verdict = coverage.getAsDouble() < 0.74
                ? "the band is too narrow"
                : coverage.getAsDouble() > 0.86 ? "the band is too wide" : "the band keeps its promise";
        return "of values inside the P10–P90 band, 80 % promised: " + verdict;
    }

    private String leaderboard() {
        String rows = findings.leaderboard().stream().map(this::standing).collect(Collectors.joining());
        return """
                <section><h2>Which family is best</h2>
                %s
                <div class="wide"><table><thead><tr><th>Family</th><th>WAPE</th><th>Skill</th><th>MAE</th><th>Bias</th>\
                <th>MASE</th><th>WQL</th><th>P10–P90</th><th>Peak error</th><th>Peak ±1 h</th><th>Values</th><th>Fit</th><th>p-value</th></tr></thead>
                <tbody>%s</tbody></table></div>
                <p class="note">Bold families are promoted, by data before the first cutoff only. Skill: 1 − WAPE ÷ WAPE of the
                seasonal naive. WQL: weighted quantile loss. Peak: the highest load of a local day, its mean error as a share of the mean peak,
                and the share of days on which it starts at most one hour from the forecast one. p-value: of the Diebold–Mariano test against the promoted
                forecasts; below 5 %% the difference is more than chance. RMSE, SQL, crossed quantiles and more: metrics.json.</p></section>
                """.formatted(SkillChart.of(findings.leaderboard()), rows);
    }

    private String standing(Standing standing) {
        Scores scores = standing.scores();
        return row(
                standing.promotedMeters() > 0,
                standing.family() + promotedOn(standing),
                Numbers.percent(scores.wape(), 2),
                Numbers.percent(scores.skill(), 1),
                Numbers.power(scores.maeKw()),
                Numbers.power(scores.biasKw()),
                Numbers.fixed(scores.mase(), 3),
                Numbers.fixed(scores.wql(), 4),
                Numbers.percent(scores.coverage(), 0),
                peak(standing, PeakScores::maeShare),
                peak(standing, peaks -> OptionalDouble.of(peaks.hourHitRate())),
                Numbers.count(scores.rows()),
                standing.family().equals(Standing.AS_PROMOTED) ? Numbers.NONE : words(standing.fitTime()),
                standing.againstPromoted()
                        .map(test -> test.pValue() < 0.001 ? "< 0.1 %" : Numbers.percent(test.pValue(), 1))
                        .orElse(Numbers.NONE));
    }

    private static String peak(Standing standing, Function<PeakScores, OptionalDouble> figure) {
        return Numbers.percent(standing.peaks().map(figure).orElse(OptionalDouble.empty()), 1);
    }

    private String promotedOn(Standing standing) {
        int all = findings.rows().meters().size();
        int meters = standing.promotedMeters();
        return meters == 0 || meters == all ? "" : " (" + meters + " of " + all + " meters)";
    }

    private String errors() {
        SortedMap<Duration, ErrorTally> byLead = findings.byLead();
        String lead = byLead.size() > 1 ? figure("Error (WAPE) by lead time", ErrorCharts.byLead(byLead)) : "";
        return "<section><h2>Where the errors are</h2><div class=\"pair\">" + lead
                + figure("Error (WAPE) by hour of the day", ErrorCharts.byLocalHour(findings.byLocalHour()))
                + "</div><ul class=\"legend\"><li>" + key("measured") + "promoted forecast</li><li>" + key("naive")
                + "seasonal naive</li></ul></section>";
    }

    private String band() {
        if (findings.band().isEmpty()) {
            return "";
        }
        SortedMap<Duration, ErrorTally> byLead = findings.byLead();
        String coverage =
                byLead.size() > 1 ? figure("Inside P10–P90, by lead time", ErrorCharts.coverageByLead(byLead)) : "";
        String words = findings.band()
                .map(band ->
                        "The P10–P90 band is %s wide on average and holds %s of the values; its interval score (Winkler) is %s."
                                .formatted(
                                        PowerUnit.text(band.meanWidthKw()),
                                        Numbers.percent(band.coverage(), 1),
                                        PowerUnit.text(band.winklerKw())))
                .orElse("");
        return "<section><h2>Is the uncertainty honest</h2><p>" + words + "</p><div class=\"pair\">"
                + figure("Share of values at or below each quantile", ErrorCharts.reliability(findings.reliability()))
                + coverage + "</div><ul class=\"legend\"><li>" + key("measured") + "observed</li><li>" + key("promise")
                + "promised</li></ul></section>";
    }

    private String meters() {
        List<MeterFinding> worstFirst = findings.worstFirst();
        String rows = worstFirst.stream().map(ReportPage::meterRow).collect(Collectors.joining());
        String open =
                worstFirst.stream().limit(OPEN_METERS).map(ReportPage::days).collect(Collectors.joining());
        String folded =
                worstFirst.stream().skip(OPEN_METERS).map(ReportPage::days).collect(Collectors.joining());
        return """
                <section><h2>Meters, the hardest first</h2>
                <div class="wide"><table class="meters"><thead><tr><th>Meter</th><th>Family</th><th>WAPE</th><th>Naive</th><th>Skill</th>\
                <th>MAE</th><th>Bias</th><th>MASE</th><th>P10–P90</th><th>Peak error</th><th>Peak hour</th><th>Values</th></tr></thead>
                <tbody>%s</tbody></table></div></section>
                <section><h2>Forecast against measured</h2>%s%s%s</section>
                """.formatted(
                        rows,
                        DayChart.legend(findings.rows().quantiles()),
                        open,
                        folded.isEmpty()
                                ? ""
                                : "<details><summary>%d more meters</summary>%s</details>"
                                        .formatted(worstFirst.size() - OPEN_METERS, folded));
    }

    private static String meterRow(MeterFinding meter) {
        Scores scores = meter.scores();
        return row(
                scores.skill().orElse(0) < 0,
                meter.meter().value(),
                meter.family(),
                Numbers.percent(scores.wape(), 2),
                Numbers.percent(scores.naiveWape(), 2),
                (scores.skill().orElse(0) < 0 ? "▼ " : "") + Numbers.percent(scores.skill(), 1),
                Numbers.power(scores.maeKw()),
                Numbers.power(scores.biasKw()),
                Numbers.fixed(scores.mase(), 3),
                Numbers.percent(scores.coverage(), 0),
                meter.peaks().map(peaks -> PowerUnit.text(peaks.maeKw())).orElse(Numbers.NONE),
                meter.peaks()
                        .map(peaks -> Numbers.percent(peaks.hourHitRate(), 0))
                        .orElse(Numbers.NONE),
                Numbers.count(scores.rows()));
    }

    private static String days(MeterFinding meter) {
        return "<h3>" + Html.escape(meter.meter().value()) + " <small>"
                + Html.escape(meter.family() + ", " + meter.zone()) + "</small></h3>" + DayChart.threeDays(meter);
    }

    private String facts() {
        String facts = findings.facts().entrySet().stream()
                .map(fact -> "<dt>" + Html.escape(fact.getKey()) + "</dt><dd>" + Html.escape(fact.getValue()) + "</dd>")
                .collect(Collectors.joining());
        return "<section><h2>Data and provenance</h2><dl>" + facts + "</dl></section>";
    }

    static String row(boolean strong, String name, String... cells) {
        StringBuilder row = new StringBuilder(strong ? "<tr class=\"strong\">" : "<tr>");
        row.append("<th scope=\"row\">" + Html.escape(name) + "</th>");
        for (String cell : cells) {
            row.append("<td>" + Html.escape(cell) + "</td>");
        }
        return row + "</tr>";
    }

    private static String figure(String caption, String svg) {
        return "<figure><figcaption>" + Html.escape(caption) + "</figcaption>" + svg + "</figure>";
    }

    private static String key(String cssClass) {
        return "<svg class=\"key\" viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"" + cssClass
                + "\" d=\"M0 6H24\"/></svg>";
    }

    private static String words(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        return seconds < 120
                ? Numbers.tick(seconds < 10 ? Math.round(10 * seconds) / 10.0 : Math.round(seconds)) + Numbers.NO_BREAK
                        + "s"
                : String.format(Locale.ROOT, "%d min", Math.round(seconds / 60));
    }
}
