package org.loadcast.features.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;

/** Reads instants and numbers straight from the characters of a row; one instance per file. Not thread-safe. */
final class Fields {

    /** A time outside these bounds is a typing error or a placeholder, and would blow up every grid. */
    private static final long EARLIEST = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();

    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

    /** So many digits are an exact double, whatever they are. */
    private static final int LONGEST_EXACT = 15;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };

    private final char decimalMark;
    private int knownDate = -1;
    private long knownDay;

    Fields() {
        this('.');
    }

    /** Fields whose numbers have {@code decimalMark} before their fraction. */
    Fields(char decimalMark) {
        this.decimalMark = decimalMark;
    }

    /** Seconds since 1970 of an ISO-8601 instant on a whole second. */
    long epochSecond(CsvRow row, int field, String column) throws BadRow {
        char[] chars = row.chars();
        int at = row.start(field);
        if (row.length(field) == 20 && isCommonForm(chars, at)) {
            int year = digits(chars, at, 4);
            int month = digits(chars, at + 5, 2);
            int day = digits(chars, at + 8, 2);
            int hour = digits(chars, at + 11, 2);
            int minute = digits(chars, at + 14, 2);
            int second = digits(chars, at + 17, 2);
            boolean numbers = (year | month | day | hour | minute | second) >= 0;
            if (numbers && isKnownDate(year, month, day) && hour < 24 && minute < 60 && second < 60) {
                return bounded(knownDay * 86_400 + hour * 3_600L + minute * 60L + second, row, field, column);
            }
        }
        return bounded(uncommonInstant(row.text(field), column), row, field, column);
    }

    private static boolean isCommonForm(char[] chars, int at) {
        return chars[at + 4] == '-'
                && chars[at + 7] == '-'
                && (chars[at + 10] == 'T' || chars[at + 10] == ' ')
                && chars[at + 13] == ':'
                && chars[at + 16] == ':'
                && chars[at + 19] == 'Z';
    }

    private static int digits(char[] chars, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = chars[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    private boolean isKnownDate(int year, int month, int day) {
        int date = year * 10_000 + month * 100 + day;
        if (date == knownDate) {
            return true;
        }
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return false;
        }
        knownDate = date;
        knownDay = LocalDate.of(year, month, day).toEpochDay();
        return true;
    }

    private static long uncommonInstant(String text, String column) throws BadRow {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', 'T'));
            if (time.getNano() != 0) {
                throw new BadRow(column + " '" + text + "' is not on a whole second.");
            }
            return time.toEpochSecond();
        } catch (DateTimeException e) {
            throw new BadRow(column + " '" + text
                    + "' is not an instant with its offset. Write it in UTC, such as 2021-01-20T11:00:00Z.");
        }
    }

    private static long bounded(long second, CsvRow row, int field, String column) throws BadRow {
        if (second < EARLIEST || second >= LATEST) {
            throw new BadRow(column + " '" + row.text(field) + "' lies outside the years 1900 to 2199.");
        }
        return second;
    }

    /** A finite decimal number. */
    double number(CsvRow row, int field, String column) throws BadRow {
        char[] chars = row.chars();
        int from = row.start(field);
        int to = from + row.length(field);
        boolean negative = from < to && chars[from] == '-';
        int first = negative ? from + 1 : from;
        if (first == to || to - first > LONGEST_EXACT) {
            return uncommonNumber(row.text(field), column);
        }
        long digits = 0;
        int point = -1;
        for (int i = first; i < to; i++) {
            int digit = chars[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
            } else if (chars[i] == decimalMark && point < 0) {
                point = i;
            } else {
                return uncommonNumber(row.text(field), column);
            }
        }
        // Both operands are exact doubles, so the quotient is rounded once and correctly (Clinger 1990).
        double value = digits / POWERS_OF_TEN[point < 0 ? 0 : to - point - 1];
        return negative ? -value : value;
    }

    private double uncommonNumber(String text, String column) throws BadRow {
        if (text.isEmpty()) {
            throw new BadRow(column + " is empty. Leave the row out when the value is missing.");
        }
        try {
            String plain = decimalMark == '.' ? text : text.replace('.', '?').replace(decimalMark, '.');
            double value = isDecimal(plain) ? Double.parseDouble(plain) : Double.NaN;
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notANumber(text, column);
        }
        throw notANumber(text, column);
    }

    /** Java would also read hexadecimal numbers, suffixes such as 1.5f, and NaN. */
    private static boolean isDecimal(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }

    private BadRow notANumber(String text, String column) {
        return new BadRow(column + " '" + text + "' is not a finite number with a decimal "
                + (decimalMark == '.' ? "point." : "comma."));
    }
}
