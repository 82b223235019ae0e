package org.loadcast.serving.source.dataset;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.csv.BadRow;

/**
 * Finds out, row by row, whether day or month stands first in the dates of a file that has both, from the order of its rows.
 *
 * <p>Time goes on from row to row, by one step where nothing is missing. Each date has one or two readings; of all ways to read
 * a run of rows the one with the fewest jumps is taken (a shortest path, Viterbi 1967). A date that has one reading only, because
 * a number in it is above twelve or both are the same, ends a run, so that few rows wait. Where two readings of a row are equally
 * good, nobody knows. Not thread-safe.
 */
final class MixedDates {

    /** Which of day and month is first. */
    enum Order {
        /** Told by the neighbours. */
        INFERRED,
        MONTH_FIRST,
        DAY_FIRST
    }

    /** Hears what a row's date is. */
    interface Listener {

        /** The date is known; {@code dayFirst} when its day stands before its month. */
        void known(long line, LocalDateTime time, double value, boolean dayFirst);

        /** The row may be of either time. */
        void ambiguous(long line, LocalDateTime one, LocalDateTime other);
    }

    private static final Pattern TIME = Pattern.compile(
            "(\\d{1,4})[-/.](\\d{1,2})[-/.](\\d{1,4})[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.0*)?)?(?: ?([APap])[Mm])?");

    private static final double GAP = 1;
    private static final double BACKWARD = 20;
    private static final double EQUAL = 1e-9;
    /** More rows than this are never ambiguous one after the other, unless the file is nothing but that. */
    private static final int LONGEST_RUN = 100_000;

    /** A row that waits. */
    private record Row(
            long line, LocalDateTime monthFirst, @Nullable LocalDateTime dayFirst, double value) {

        int readings() {
            return dayFirst == null ? 1 : 2;
        }

        LocalDateTime reading(int index) {
            return index == 1 && dayFirst != null ? dayFirst : monthFirst;
        }
    }

    private final Order order;
    private final long stepSeconds;
    private final Listener listener;
    private final List<Row> run = new ArrayList<>();
    private @Nullable LocalDateTime before;

    MixedDates(Order order, Duration step, Listener listener) {
        this.order = order;
        this.stepSeconds = step.toSeconds();
        this.listener = listener;
    }

    /**
     * The next row of the file.
     *
     * @throws BadRow when {@code text} is no date in any order
     */
    void add(long line, String text, double value) throws BadRow {
        Row row = row(line, text, value);
        run.add(row);
        if (row.readings() == 1 || run.size() == LONGEST_RUN) {
            finish();
        }
    }

    private Row row(long line, String text, double value) throws BadRow {
        Matcher parts = TIME.matcher(text.strip());
        if (!parts.matches()) {
            throw noDate(text);
        }
        boolean yearFirst = parts.group(1).length() == 4;
        int year = Integer.parseInt(parts.group(yearFirst ? 1 : 3));
        int one = Integer.parseInt(parts.group(yearFirst ? 2 : 1));
        int other = Integer.parseInt(parts.group(yearFirst ? 3 : 2));
        if (!yearFirst && parts.group(3).length() != 4) {
            throw noDate(text);
        }
        Optional<LocalDateTime> monthFirst =
                order == Order.DAY_FIRST ? Optional.empty() : time(parts, year, one, other);
        Optional<LocalDateTime> dayFirst =
                order == Order.MONTH_FIRST ? Optional.empty() : time(parts, year, other, one);
        if (monthFirst.isPresent() && dayFirst.isPresent() && one != other) {
            return new Row(line, monthFirst.get(), dayFirst.get(), value);
        }
        LocalDateTime only = monthFirst.or(() -> dayFirst).orElseThrow(() -> noDate(text));
        return new Row(line, only, null, value);
    }

    private static Optional<LocalDateTime> time(Matcher parts, int year, int month, int day) {
        try {
            int hour = Integer.parseInt(parts.group(4));
            String half = parts.group(7);
            if (half != null) {
                hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
            }
            int second = parts.group(6) == null ? 0 : Integer.parseInt(parts.group(6));
            return Optional.of(LocalDateTime.of(year, month, day, hour, Integer.parseInt(parts.group(5)), second));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static BadRow noDate(String text) {
        return new BadRow(
                "'" + text + "' is no date with a time, whether day or month is first. Write it as 2016-06-01 00:00.");
    }

    /** Tells of all rows that wait. To be called at the end of the file. */
    void finish() {
        if (run.isEmpty()) {
            return;
        }
        double[][] forward = new double[run.size()][2];
        double[][] backward = new double[run.size()][2];
        for (int i = 0; i < run.size(); i++) {
            for (int reading = 0; reading < run.get(i).readings(); reading++) {
                forward[i][reading] = fromBefore(forward, i, reading);
            }
        }
        for (int i = run.size() - 2; i >= 0; i--) {
            for (int reading = 0; reading < run.get(i).readings(); reading++) {
                backward[i][reading] = toAfter(backward, i, reading);
            }
        }
        for (int i = 0; i < run.size(); i++) {
            settle(run.get(i), forward[i][0] + backward[i][0], forward[i][1] + backward[i][1]);
        }
        run.clear();
    }

    private double fromBefore(double[][] cost, int i, int reading) {
        LocalDateTime time = run.get(i).reading(reading);
        if (i == 0) {
            return before == null ? 0 : jump(before, time);
        }
        double best = Double.POSITIVE_INFINITY;
        for (int earlier = 0; earlier < run.get(i - 1).readings(); earlier++) {
            best = Math.min(best, cost[i - 1][earlier] + jump(run.get(i - 1).reading(earlier), time));
        }
        return best;
    }

    private double toAfter(double[][] cost, int i, int reading) {
        LocalDateTime time = run.get(i).reading(reading);
        double best = Double.POSITIVE_INFINITY;
        for (int later = 0; later < run.get(i + 1).readings(); later++) {
            best = Math.min(best, cost[i + 1][later] + jump(time, run.get(i + 1).reading(later)));
        }
        return best;
    }

    /** What it costs to believe that one time follows the other: nothing for a step. */
    private double jump(LocalDateTime from, LocalDateTime to) {
        long seconds = Duration.between(from, to).toSeconds();
        if (seconds == stepSeconds) {
            return 0;
        }
        double size = Math.log1p((double) Math.abs(seconds) / stepSeconds);
        return seconds > 0 ? GAP + size : BACKWARD + size;
    }

    private void settle(Row row, double monthFirst, double dayFirst) {
        LocalDateTime other = row.dayFirst();
        if (other == null) {
            known(row, row.monthFirst(), order == Order.DAY_FIRST);
        } else if (Math.abs(monthFirst - dayFirst) < EQUAL) {
            listener.ambiguous(row.line(), row.monthFirst(), other);
        } else {
            known(row, monthFirst < dayFirst ? row.monthFirst() : other, dayFirst < monthFirst);
        }
    }

    private void known(Row row, LocalDateTime time, boolean dayFirst) {
        before = time;
        listener.known(row.line(), time, row.value(), dayFirst);
    }
}
