package org.loadcast.serving.retrain;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * When and how models renew themselves.
 *
 * @param schedule cron expressions by meter group; {@value #ALL} stands for all meters
 * @param trial how long a challenger is compared with the champion on live data before it may serve; zero for not at all
 * @param driftWindow how far back live errors are looked at
 * @param driftRatio how many times its validation error a champion's live error may be
 * @param heapMegabytes heap of a training process
 * @param lease how long the lease outlives an instance that went away
 */
public record RetrainingConfig(
        Map<String, String> schedule,
        Duration trial,
        Duration driftWindow,
        double driftRatio,
        int heapMegabytes,
        Duration lease) {

    /** The name of the group of all meters. */
    public static final String ALL = "all";

    /** Sundays at half past two, after a week that had all kinds of days. */
    private static final String WEEKLY = "30 2 * * 0";

    /** What counts where nothing is set. */
    public static final RetrainingConfig USUAL = new RetrainingConfig(
            Map.of(ALL, WEEKLY), Duration.ofDays(3), Duration.ofDays(7), 1.5, 1024, Duration.ofMinutes(2));

    public RetrainingConfig {
        schedule = Map.copyOf(new TreeMap<>(schedule));
    }
}
