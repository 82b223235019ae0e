package org.loadcast.training.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a report tells before its figures, for readers who know the meter and not the methods.
 *
 * @param title of the page
 * @param sentences in short: what was forecast, how good it was, against what
 * @param badDays the days that were forecast worst, the worst first
 */
public record Story(String title, List<String> sentences, List<BadDay> badDays) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

    /**
     * A day that went wrong.
     *
     * @param meter its id
     * @param day of the meter's calendar
     * @param measuredKwh energy that came
     * @param forecastKwh energy that was forecast for the same intervals
     * @param errorShare sum of |median - measured| over the sum of |measured|
     * @param reasons why, as far as is known; never empty
     */
    public record BadDay(
            String meter,
            LocalDate day,
            double measuredKwh,
            double forecastKwh,
            double errorShare,
            List<String> reasons) {

        public BadDay {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("Day " + day + " has no reason. Say that none is known.");
            }
        }
    }

    public Story {
        sentences = List.copyOf(sentences);
        badDays = List.copyOf(badDays);
    }

    String html() {
        StringBuilder html = new StringBuilder("<section><h2>In short</h2>");
        sentences.forEach(
                sentence -> html.append("<p>").append(Html.escape(sentence)).append("</p>"));
        return html + "</section>";
    }

    /** The table of the bad days; nothing where there are none. */
    String badDaysHtml() {
        if (badDays.isEmpty()) {
            return "";
        }
        boolean many = badDays.stream().map(BadDay::meter).distinct().count() > 1;
        StringBuilder html = new StringBuilder(
                "<section><h2>When it failed, and why</h2><div class=\"wide\"><table class=\"reasons\"><thead><tr><th>Day</th>"
                        + (many ? "<th>Meter</th>" : "")
                        + "<th>Measured</th><th>Forecast</th><th>Error</th><th>Why</th></tr></thead><tbody>");
        for (BadDay day : badDays) {
            List<String> cells = new ArrayList<>();
            if (many) {
                cells.add(day.meter());
            }
            cells.add(Numbers.significant(day.measuredKwh()) + Numbers.NO_BREAK + "kWh");
            cells.add(Numbers.significant(day.forecastKwh()) + Numbers.NO_BREAK + "kWh");
            cells.add(Numbers.percent(day.errorShare(), 0));
            cells.add(String.join(" ", day.reasons()));
            html.append(ReportPage.row(false, DAY.format(day.day()), cells.toArray(String[]::new)));
        }
        return html + "</tbody></table></div></section>";
    }
}
