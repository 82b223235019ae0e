package org.loadcast.serving.alert.mail;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.loadcast.serving.alert.Alert;
import org.loadcast.serving.alert.Letter;

/** The words of a letter, as text and as HTML. */
record LetterText(Letter letter) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    static String plotName(int index) {
        return "plot-" + (index + 1);
    }

    String plain() {
        StringBuilder text = new StringBuilder(letter.subject()).append("\n\n");
        section(text, opened(), letter.opened());
        section(text, "Resolved", letter.resolved());
        return text.append("Times are those of ")
                .append(letter.zone())
                .append(".\n")
                .toString();
    }

    private String opened() {
        return letter.kind() == Letter.Kind.DIGEST ? "Open" : "New";
    }

    private void section(StringBuilder text, String title, List<Alert> alerts) {
        if (!alerts.isEmpty()) {
            text.append(title).append(":\n");
            for (Alert alert : alerts) {
                text.append("- ")
                        .append(heading(alert))
                        .append("\n  ")
                        .append(alert.sentence())
                        .append('\n');
                text.append("  ").append(times(alert)).append('\n');
            }
            text.append('\n');
        }
    }

    private static String heading(Alert alert) {
        return alert.meter() + ": " + alert.rule() + (alert.urgent() ? " (urgent)" : "");
    }

    private String times(Alert alert) {
        String resolved =
                alert.resolvedAt().map(at -> ", resolved " + local(at)).orElse("");
        String known =
                alert.acknowledgedBy().map(who -> ", acknowledged by " + who).orElse("");
        return "opened " + local(alert.openedAt()) + known + resolved;
    }

    private String local(Instant at) {
        return TIME.format(at.atZone(letter.zone()));
    }

    /** @param drawn which of the first alerts have a plot */
    String html(boolean[] drawn) {
        StringBuilder html = new StringBuilder(2_000);
        html.append("<html><body style=\"font-family:sans-serif;color:#1f2933;max-width:44em\"><h2>")
                .append(escaped(letter.subject()))
                .append("</h2>");
        htmlSection(html, opened(), letter.opened(), drawn);
        htmlSection(html, "Resolved", letter.resolved(), new boolean[0]);
        return html.append("<p style=\"color:#52606d;font-size:smaller\">Times are those of ")
                .append(escaped(letter.zone().getId()))
                .append(".</p></body></html>")
                .toString();
    }

    private void htmlSection(StringBuilder html, String title, List<Alert> alerts, boolean[] drawn) {
        if (alerts.isEmpty()) {
            return;
        }
        html.append("<h3>").append(title).append("</h3>");
        for (int i = 0; i < alerts.size(); i++) {
            Alert alert = alerts.get(i);
            html.append("<p><b>")
                    .append(escaped(heading(alert)))
                    .append("</b><br>")
                    .append(escaped(alert.sentence()))
                    .append("<br><span style=\"color:#52606d\">")
                    .append(escaped(times(alert)))
                    .append("</span>");
            if (i < drawn.length && drawn[i]) {
                html.append("<br><img width=\"560\" height=\"140\" alt=\"Load of ")
                        .append(escaped(alert.meter()))
                        .append("\" src=\"cid:")
                        .append(plotName(i))
                        .append("\">");
            }
            html.append("</p>");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
