package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.store.MeterDirectory;

/** {@code /}: a plain page with the meters and where to ask for what. */
final class StartPage {

    private static final int MOST_METERS = 500;

    private final MeterDirectory meters;

    StartPage(MeterDirectory meters) {
        this.meters = meters;
    }

    void register(RoutesConfig routes) {
        routes.get("/", this::show);
    }

    private void show(Context ctx) {
        List<Meter> all = meters.all();
        StringBuilder html = new StringBuilder("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Loadcast</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
                table { border-collapse: collapse; width: 100%; }
                th, td { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; }
                </style>
                </head>
                <body>
                <h1>Loadcast</h1>
                <p>Electricity load forecasts by REST.
                <a href="/openapi.yaml">What can be asked</a> · <a href="/health/ready">How the service is</a> ·
                <a href="/api/v1/meters">Meters as JSON</a> · <a href="/api/v1/models">Models</a></p>
                """);
        if (all.isEmpty()) {
            html.append("<p>There is no meter yet. Import a history with <code>./loadcast import --load FILE</code>"
                    + " or send readings to <code>POST /api/v1/readings</code>.</p>\n");
        } else {
            appendMeters(html, all);
        }
        ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .html(html.append("</body>\n</html>\n").toString());
    }

    private static void appendMeters(StringBuilder html, List<Meter> all) {
        html.append("<h2>Meters (")
                .append(all.size())
                .append(")</h2>\n<table>\n")
                .append("<tr><th>Meter</th><th>Kind</th><th>Zone</th><th>Ask</th></tr>\n");
        for (Meter meter : all.subList(0, Math.min(all.size(), MOST_METERS))) {
            String path = "/api/v1/meters/" + URLEncoder.encode(meter.id().value(), StandardCharsets.UTF_8);
            html.append("<tr><td>")
                    .append(escaped(meter.id().value()))
                    .append("</td><td>")
                    .append(escaped(meter.category().orElse("")))
                    .append("</td><td>")
                    .append(escaped(meter.zone().getId()))
                    .append("</td><td>")
                    .append(link(path + "/forecast?horizon=day-ahead", "day ahead"))
                    .append(" · ")
                    .append(link(path + "/forecast?horizon=quarter-hour", "quarter of an hour"))
                    .append(" · ")
                    .append(link(path + "/readings", "readings"))
                    .append(" · ")
                    .append(link(path + "/accuracy", "accuracy"))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n");
        if (all.size() > MOST_METERS) {
            html.append("<p>The first ").append(MOST_METERS).append(" are shown.</p>\n");
        }
    }

    private static String link(String path, String text) {
        return "<a href=\"" + escaped(path) + "\">" + text + "</a>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
