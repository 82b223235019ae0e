package org.loadcast.serving.app.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.setting.Setting;
import org.loadcast.serving.schedule.LocalCron;

/**
 * How long readings are kept in the embedded store.
 *
 * @param readings age after which they become quarter-hours; empty for never
 * @param quarterHours age after which only day totals are left; empty for never
 * @param schedule when the service looks after it, on the machine's clock
 */
public record RetentionConfig(Optional<Duration> readings, Optional<Duration> quarterHours, LocalCron schedule) {

    private static final Duration LEAST = Duration.ofDays(7);

    /** Everything is kept as it came. */
    static final RetentionConfig USUAL =
            new RetentionConfig(Optional.empty(), Optional.empty(), LocalCron.parse("20 3 * * *"));

    /** What can be set under {@code retention}. */
    static final List<Setting> SETTINGS = List.of(
            Setting.without(
                    "readings",
                    "duration, a week or more",
                    "never",
                    "age after which only quarter-hours are left of readings"),
            Setting.without(
                    "quarter_hours",
                    "duration, as long as `readings` or longer",
                    "never",
                    "age after which only day totals are left"),
            Setting.usually(
                    "schedule", "cron times on the machine's clock", "20 3 * * *", "when the service looks after it"));

    /** Checks that ages are a week or more, and that quarter-hours outlive readings. */
    public RetentionConfig {
        readings.filter(age -> age.compareTo(LEAST) < 0).ifPresent(age -> {
            throw new IllegalArgumentException("readings: " + age + " is less than a week. Use for example P90D.");
        });
        quarterHours.filter(age -> age.compareTo(readings.orElse(LEAST)) < 0).ifPresent(age -> {
            throw new IllegalArgumentException("quarter_hours: " + age
                    + " is less than a week, or than the age of readings. Use for example P1100D.");
        });
    }

    /** Reads settings under {@code retention}: {@code readings}, {@code quarter_hours}, {@code schedule}. */
    static RetentionConfig parse(Map<String, String> settings) {
        try {
            return new RetentionConfig(
                    Optional.ofNullable(settings.get("readings")).map(RetentionConfig::age),
                    Optional.ofNullable(settings.get("quarter_hours")).map(RetentionConfig::age),
                    Optional.ofNullable(settings.get("schedule"))
                            .map(LocalCron::parse)
                            .orElse(USUAL.schedule()));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("retention: " + wrong.getMessage(), wrong);
        }
    }

    /** An age such as {@code P90D}. */
    public static Duration age(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("'" + text + "' is no age. Use days, such as P90D.", unreadable);
        }
    }
}
