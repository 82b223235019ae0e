package org.loadcast.training.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import org.loadcast.training.metrics.ErrorTally;
import org.loadcast.training.metrics.PeakScores;
import org.loadcast.training.metrics.Reliability;
import org.loadcast.training.metrics.Scores;

/** Every figure of a backtest for scripts; one that is not defined is left out. */
final class MetricsJson {

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Findings findings;

    private MetricsJson(Findings findings) {
        this.findings = findings;
    }

    static String of(Findings findings) {
        return new MetricsJson(findings).root().toPrettyString() + "\n";
    }

    private ObjectNode root() {
        ObjectNode root = mapper.createObjectNode().put("task", findings.task());
        put(root.putObject("promoted"), findings.scores());
        findings.band()
                .ifPresent(band -> root.putObject("band_p10_p90")
                        .put("nominal", band.nominal())
                        .put("coverage", band.coverage())
                        .put("mean_width_kw", band.meanWidthKw())
                        .put("winkler_kw", band.winklerKw()));
        findings.peaks().ifPresent(peaks -> put(root.putObject("daily_peak"), peaks));
        putReliability(root.putArray("reliability"), findings.reliability());
        ArrayNode families = root.putArray("families");
        findings.leaderboard().forEach(standing -> put(families.addObject(), standing));
        ArrayNode meters = root.putArray("meters");
        findings.worstFirst()
                .forEach(meter -> put(
                        meters.addObject()
                                .put("meter_id", meter.meter().value())
                                .put("family", meter.family()),
                        meter.scores()));
        ArrayNode leads = root.putArray("by_lead");
        findings.byLead().forEach((lead, tally) -> put(leads.addObject().put("lead", lead.toString()), tally));
        ArrayNode hours = root.putArray("by_local_hour");
        findings.byLocalHour().forEach((hour, tally) -> put(hours.addObject().put("hour", hour), tally));
        ObjectNode facts = root.putObject("facts");
        findings.facts().forEach(facts::put);
        return root;
    }

    private static void put(ObjectNode node, Standing standing) {
        node.put("family", standing.family()).put("promoted_meters", standing.promotedMeters());
        put(node, standing.scores());
        node.put("fit_seconds", standing.fitTime().toMillis() / 1000.0)
                .put("forecast_seconds", standing.forecastTime().toMillis() / 1000.0);
        standing.peaks().ifPresent(peaks -> put(node.putObject("daily_peak"), peaks));
        standing.againstPromoted()
                .ifPresent(test -> node.putObject("diebold_mariano_against_promoted")
                        .put("statistic", test.statistic())
                        .put("p_value", test.pValue())
                        .put("cutoffs", test.cutoffs())
                        .put("horizon", test.horizon()));
    }

    private static void put(ObjectNode node, PeakScores peaks) {
        node.put("days", peaks.days()).put("mae_kw", peaks.maeKw()).put("bias_kw", peaks.biasKw());
        put(node, "mae_share", peaks.maeShare());
        node.put("same_hour_rate", peaks.sameHourRate()).put("hour_hit_rate", peaks.hourHitRate());
        put(node, "coverage_p10_p90", peaks.coverage());
    }

    private static void put(ObjectNode node, Scores scores) {
        put(node, scores.totals());
        put(node, "mase", scores.mase());
        put(node, "sql", scores.sql());
    }

    private static void put(ObjectNode node, ErrorTally tally) {
        node.put("rows", tally.rows());
        put(node, "wape", tally.wape());
        put(node, "mae_kw", tally.maeKw());
        put(node, "rmse_kw", tally.rmseKw());
        put(node, "bias_kw", tally.biasKw());
        put(node, "wql", tally.wql());
        put(node, "coverage_p10_p90", tally.coverage());
        node.put("crossed", tally.crossed());
        put(node, "naive_wape", tally.naiveWape());
        put(node, "skill", tally.skill());
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        value.ifPresent(v -> node.put(name, v));
    }

    private static void putReliability(ArrayNode array, Reliability reliability) {
        for (int q = 0; q < reliability.quantiles().count(); q++) {
            ObjectNode node =
                    array.addObject().put("level", reliability.quantiles().level(q));
            put(node, "observed", reliability.observed(q));
        }
    }
}
