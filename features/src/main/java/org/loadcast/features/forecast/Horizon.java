package org.loadcast.features.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.loadcast.features.calendar.LocalDay;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;

/** How far ahead a forecast reaches. */
public sealed interface Horizon {

    Horizon QUARTER_HOUR = new QuarterHour();
    Horizon DAY_AHEAD = new DayAhead();

    /** The name in commands, addresses, topics and databases; {@link #parse} reads it back. */
    String label();

    /**
     * The target intervals as seen from a cutoff.
     *
     * @param cutoff last instant whose information may be used
     * @param step spacing of the target grid
     * @param zone the meter's zone, whose local days count
     */
    TimeGrid target(Instant cutoff, Duration step, ZoneId zone);

    /**
     * Reads {@code quarter-hour}, {@code day-ahead} or an ISO duration of at most 31 days.
     *
     * @throws IllegalArgumentException with the accepted forms when {@code text} is none of them
     */
    static Horizon parse(String text) {
        return switch (text) {
            case "quarter-hour" -> QUARTER_HOUR;
            case "day-ahead" -> DAY_AHEAD;
            default -> span(text);
        };
    }

    private static Span span(String text) {
        try {
            return new Span(Duration.parse(text));
        } catch (DateTimeParseException notDuration) {
            throw new IllegalArgumentException(
                    "Horizon '" + text + "' is not known. Use quarter-hour, day-ahead or an ISO duration such as PT6H.",
                    notDuration);
        }
    }

    /** Whether its models forecast the next hour alone, where the newest values count most. */
    boolean isNear();

    /** The next step after the cutoff. */
    record QuarterHour() implements Horizon {
        @Override
        public boolean isNear() {
            return true;
        }

        @Override
        public String label() {
            return "quarter-hour";
        }

        @Override
        public TimeGrid target(Instant cutoff, Duration step, ZoneId zone) {
            return new TimeGrid(nextStart(cutoff, step), step, 1);
        }
    }

    /** The whole next local calendar day of the meter: 23, 24 or 25 hours. */
    record DayAhead() implements Horizon {
        @Override
        public boolean isNear() {
            return false;
        }

        @Override
        public String label() {
            return "day-ahead";
        }

        @Override
        public TimeGrid target(Instant cutoff, Duration step, ZoneId zone) {
            return LocalDay.of(cutoff, zone).next().grid(step);
        }
    }

    /** A fixed span from the cutoff on. */
    record Span(Duration length) implements Horizon {

        private static final Duration LONGEST = Duration.ofDays(31);

        public Span {
            if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "Horizon " + length + " is not between one step and " + LONGEST.toDays() + " days.");
            }
        }

        @Override
        public boolean isNear() {
            return false;
        }

        @Override
        public String label() {
            return length.toString();
        }

        @Override
        public TimeGrid target(Instant cutoff, Duration step, ZoneId zone) {
            Instant start = nextStart(cutoff, step);
            return TimeGrid.covering(Interval.of(start, length), step);
        }
    }

    private static Instant nextStart(Instant cutoff, Duration step) {
        long seconds = step.toSeconds();
        long at = cutoff.getEpochSecond() + (cutoff.getNano() > 0 ? 1 : 0);
        return Instant.ofEpochSecond(-Math.floorDiv(-at, seconds) * seconds);
    }
}
