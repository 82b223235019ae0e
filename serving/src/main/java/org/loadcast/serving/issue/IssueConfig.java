package org.loadcast.serving.issue;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.loadcast.features.setting.Setting;
import org.loadcast.serving.schedule.LocalCron;

/**
 * When forecasts are issued.
 *
 * @param grace after a quarter of an hour, until its readings should have come in
 * @param dayAhead local times at which the next day is forecast
 * @param weatherWait quiet time after new weather, before the next day is forecast anew
 * @param threads meters that are forecast at the same time
 */
public record IssueConfig(Duration grace, LocalCron dayAhead, Duration weatherWait, int threads) {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_THREADS = 256;

    /** A moment after each quarter; the next day at 0:10, 6:10, 11:10 and 18:10, and a minute after new weather. */
    public static final IssueConfig USUAL = new IssueConfig(
            Duration.ofSeconds(1),
            LocalCron.parse("10 0,6,11,18 * * *"),
            Duration.ofMinutes(1),
            Runtime.getRuntime().availableProcessors());

    /** What can be set under {@code issue}. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.usually(
                    "grace",
                    "duration, `PT0S` to `PT10M`",
                    USUAL.grace(),
                    "how long after a quarter of an hour its forecasts are issued"),
            Setting.usually(
                    "weather_wait",
                    "duration, `PT0S` to `PT10M`",
                    USUAL.weatherWait(),
                    "how long after new weather the next day is forecast anew"),
            Setting.usually(
                    "day_ahead",
                    "cron times on the meters' clocks",
                    "10 0,6,11,18 * * *",
                    "when the next day is forecast"),
            Setting.without(
                    "threads",
                    "whole number, 1 to " + MOST_THREADS,
                    "the processors",
                    "meters that are forecast at the same time"));

    public IssueConfig {
        require("issue.grace", grace);
        require("issue.weather_wait", weatherWait);
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "issue.threads: " + threads + " is not between 1 and " + MOST_THREADS + ".");
        }
    }

    private static void require(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + ": " + duration + " is not between PT0S and " + LONGEST + ". Use for example PT5S.");
        }
    }

    /**
     * Reads {@code grace}, {@code day_ahead}, {@code weather_wait} and {@code threads}, all of them optional.
     *
     * @throws IllegalArgumentException with every problem at once
     */
    public static IssueConfig parse(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(List.of("grace", "day_ahead", "weather_wait", "threads"));
        unknown.forEach(
                name -> problems.add("issue." + name + " is not known; use grace, day_ahead, weather_wait, threads"));
        IssueConfig config = USUAL;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            try {
                config = config.with(setting.getKey(), setting.getValue());
            } catch (IllegalArgumentException wrong) {
                problems.add(String.valueOf(wrong.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return config;
    }

    private IssueConfig with(String name, String value) {
        return switch (name) {
            case "grace" -> new IssueConfig(duration(name, value), dayAhead, weatherWait, threads);
            case "day_ahead" -> new IssueConfig(grace, dayAhead(value), weatherWait, threads);
            case "weather_wait" -> new IssueConfig(grace, dayAhead, duration(name, value), threads);
            case "threads" -> new IssueConfig(grace, dayAhead, weatherWait, number(name, value));
            default -> this;
        };
    }

    private static LocalCron dayAhead(String value) {
        try {
            return LocalCron.parse(value);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("issue.day_ahead: " + malformed.getMessage(), malformed);
        }
    }

    private static Duration duration(String name, String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    "issue." + name + ": '" + value + "' is not an ISO duration. Use for example PT5S.", malformed);
        }
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("issue." + name + ": '" + value + "' is not a whole number.", malformed);
        }
    }
}
