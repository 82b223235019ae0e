package org.loadcast.serving.alert;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.statistics.LoadStatistics;

/**
 * The load stays beyond its critical level: what 1 % of the clean values of three weeks exceed.
 *
 * @param window how long it has been so without a break
 */
record HighLevel(Duration window) implements Condition {

    static final String KIND = "outlier-level";

    private static final double CRITICAL = 0.99;
    /** A tenth of a week of quarters of an hour says nothing about a 99th percentile. */
    private static final int LEAST_VALUES = 672;
    /** An open one is over when the load falls below this part of the limit. */
    private static final double MARGIN = 0.95;

    HighLevel {
        Require.window(KIND, window);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Breach> find(Evidence evidence, boolean open) {
        LoadSeries history = evidence.history();
        LoadSeries recent = evidence.recent(window);
        int before = history.length() - recent.length();
        LoadSeries clean = evidence.report().withoutSuspects(history).slice(0, before);
        if (clean.present() < LEAST_VALUES || recent.length() == 0 || recent.present() < recent.length()) {
            return Optional.empty();
        }
        boolean generating = LoadStatistics.of(clean).percentileKw(0.5) < 0;
        double sign = generating ? -1 : 1;
        LoadSeries sizes = LoadSeries.ofArray(
                clean.grid(), Arrays.stream(clean.toArray()).map(v -> sign * v).toArray());
        double critical = LoadStatistics.of(sizes).percentileKw(CRITICAL);
        double lowest = Arrays.stream(recent.toArray()).map(v -> sign * v).min().orElseThrow();
        if (critical <= 0 || lowest <= (open ? MARGIN * critical : critical)) {
            return Optional.empty();
        }
        return Optional.of(new Breach(
                recent.grid().start(),
                recent.grid().end(),
                String.format(
                        Locale.ROOT,
                        "The load has been beyond its critical level of %.2f kW for %s; it is %.2f kW.",
                        sign * critical,
                        Spans.words(window),
                        recent.kilowatts(recent.length() - 1))));
    }
}
