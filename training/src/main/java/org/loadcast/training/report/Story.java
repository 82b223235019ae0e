package org.loadcast.training.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What a report tells before its figures, for readers who know the meter and not the methods.
 *
 * @param title of the page
 * @param sentences in short: what was forecast, how good it was, against what
 * @param badDays the days that were forecast worst, the worst first
 */
public record Story(String title, List<String> sentences, List<BadDay> badDays) {

    /**
     * A day that went wrong.
     *
     * @param day of the meter's calendar
     * @param measuredKwh energy that came
     * @param forecastKwh energy that was forecast for the same intervals
     * @param errorShare sum of |median - measured| over the sum of |measured|
     * @param reasons why, as far as is known; never empty
     */
    public record BadDay(
            LocalDate day, double measuredKwh, double forecastKwh, double errorShare, List<String> reasons) {

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
        html.append("</section>");
        if (!badDays.isEmpty()) {
            html.append("<section><h2>When it failed, and why</h2><div class=\"wide\"><table><thead><tr><th>Day</th>"
                    + "<th>Measured</th><th>Forecast</th><th>Error</th><th>Why</th></tr></thead><tbody>");
            for (BadDay day : badDays) {
                html.append(ReportPage.row(
                        false,
                        day.day().toString(),
                        Numbers.significant(day.measuredKwh()) + Numbers.NO_BREAK + "kWh",
                        Numbers.significant(day.forecastKwh()) + Numbers.NO_BREAK + "kWh",
                        Numbers.percent(day.errorShare(), 0),
                        String.join(" ", day.reasons())));
            }
            html.append("</tbody></table></div></section>");
        }
        return html.toString();
    }
}
