package org.loadcast.serving.retrain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.setting.Setting;
import org.loadcast.serving.schedule.LocalCron;

/**
 * When and how models renew themselves.
 *
 * @param schedule times by meter group; {@value #ALL} stands for all meters
 * @param zone of these times
 * @param trial how long a challenger is compared with the champion on live data before it may serve; zero for not at all
 * @param driftWindow how far back live errors are looked at
 * @param driftRatio how many times its validation error a champion's live error may be
 * @param heapMegabytes heap of a training process
 * @param lease how long the lease outlives an instance that went away
 */
public record RetrainingConfig(
        Map<String, LocalCron> schedule,
        ZoneId zone,
        Duration trial,
        Duration driftWindow,
        double driftRatio,
        int heapMegabytes,
        Duration lease) {

    /** The name of the group of all meters. */
    public static final String ALL = "all";

    private static final String SCHEDULE = "schedule.";
    private static final String NEVER = "never";
    private static final int LEAST_HEAP = 128;
    private static final int MOST_HEAP = 1 << 20;

    /** What counts where nothing is set: Sundays at half past two, after a week that had all kinds of days. */
    public static final RetrainingConfig USUAL = new RetrainingConfig(
            Map.of(ALL, LocalCron.parse("30 2 * * 0")),
            ZoneId.systemDefault(),
            Duration.ofDays(3),
            Duration.ofDays(7),
            1.5,
            1024,
            Duration.ofMinutes(2));

    /** What can be set under {@code retraining}. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.without(
                    SCHEDULE + "GROUP",
                    "cron times, or `never`",
                    "`" + ALL + "`: `30 2 * * 0`",
                    "when models of a meter group (`" + ALL + "`: of all meters) are trained anew"),
            Setting.without("zone", "time zone", "the machine's", "of these times"),
            Setting.usually(
                    "trial", "duration", "P3D", "how long a challenger is compared with the champion on live data"),
            Setting.usually("drift.window", "duration", "P7D", "live errors of how long are judged"),
            Setting.usually(
                    "drift.ratio",
                    "number, 1 to 100",
                    USUAL.driftRatio(),
                    "live error over validation error that counts as drift"),
            Setting.usually(
                    "heap_mb",
                    "whole number of MB, " + LEAST_HEAP + " to " + MOST_HEAP,
                    USUAL.heapMegabytes(),
                    "heap of a training process"));

    public RetrainingConfig {
        schedule = Map.copyOf(schedule);
    }

    /**
     * Reads {@code schedule.GROUP} (a cron expression, or {@code never}), {@code zone}, {@code trial}, {@code drift.window},
     * {@code drift.ratio} and {@code heap_mb}, all of them optional.
     *
     * @throws IllegalArgumentException with every problem at once
     */
    public static RetrainingConfig parse(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        RetrainingConfig config = USUAL;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            try {
                config = config.with(setting.getKey(), setting.getValue().strip());
            } catch (IllegalArgumentException | DateTimeException wrong) {
                problems.add("retraining." + setting.getKey() + ": " + wrong.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", problems));
        }
        return config;
    }

    private RetrainingConfig with(String name, String value) {
        if (name.startsWith(SCHEDULE)) {
            Map<String, LocalCron> times = new TreeMap<>(schedule);
            String group = name.substring(SCHEDULE.length());
            times.remove(group);
            if (!value.equals(NEVER)) {
                times.put(group, LocalCron.parse(value));
            }
            return new RetrainingConfig(times, zone, trial, driftWindow, driftRatio, heapMegabytes, lease);
        }
        return switch (name) {
            case "zone" ->
                new RetrainingConfig(schedule, ZoneId.of(value), trial, driftWindow, driftRatio, heapMegabytes, lease);
            case "trial" ->
                new RetrainingConfig(schedule, zone, duration(value), driftWindow, driftRatio, heapMegabytes, lease);
            case "drift.window" ->
                new RetrainingConfig(schedule, zone, trial, duration(value), driftRatio, heapMegabytes, lease);
            case "drift.ratio" ->
                new RetrainingConfig(schedule, zone, trial, driftWindow, ratio(value), heapMegabytes, lease);
            case "heap_mb" -> new RetrainingConfig(schedule, zone, trial, driftWindow, driftRatio, heap(value), lease);
            default ->
                throw new IllegalArgumentException(
                        "is not known. There are: schedule.GROUP, zone, trial, drift.window, drift.ratio, heap_mb.");
        };
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException notDuration) {
            throw new IllegalArgumentException("'" + text + "' is not a duration. Use for example P3D.", notDuration);
        }
        throw new IllegalArgumentException("'" + text + "' is negative. Use for example P3D.");
    }

    private static double ratio(String text) {
        double ratio = number(text);
        if (ratio < 1 || ratio > 100) {
            throw new IllegalArgumentException("'" + text + "' is not between 1 and 100. Use for example 1.5.");
        }
        return ratio;
    }

    private static int heap(String text) {
        double megabytes = number(text);
        if (megabytes < LEAST_HEAP || megabytes > MOST_HEAP) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not between " + LEAST_HEAP + " and " + MOST_HEAP + ".");
        }
        return (int) megabytes;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "' is not a number.", notANumber);
        }
    }
}
