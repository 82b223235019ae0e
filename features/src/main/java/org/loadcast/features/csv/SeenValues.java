package org.loadcast.features.csv;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of one meter that a file has told so far, to find rows that say something else about the same instant.
 *
 * <p>Kept in pages of one day, each sorted by time: about 12 bytes a row, and rows may come in any order.
 */
final class SeenValues {

    private static final int DAY = 86_400;

    private final Map<Long, Page> pages = new HashMap<>();
    private long lastDay = Long.MIN_VALUE;
    private Page lastPage = new Page();

    /** The value that was told of this instant, or NaN when there is none. */
    double valueAt(long epochSecond) {
        Page page = pages.get(Math.floorDiv(epochSecond, (long) DAY));
        return page == null ? Double.NaN : page.valueAt((int) Math.floorMod(epochSecond, (long) DAY));
    }

    /** Remembers {@code value} unless the instant has one; returns the earlier value, or NaN when it is new. */
    double putIfAbsent(long epochSecond, double value) {
        long day = Math.floorDiv(epochSecond, (long) DAY);
        if (day != lastDay) {
            lastDay = day;
            lastPage = pages.computeIfAbsent(day, d -> new Page());
        }
        return lastPage.putIfAbsent((int) (epochSecond - day * DAY), value);
    }

    private static final class Page {

        private int[] seconds = new int[24];
        private double[] values = new double[24];
        private int size;

        double valueAt(int second) {
            int at = Arrays.binarySearch(seconds, 0, size, second);
            return at >= 0 ? values[at] : Double.NaN;
        }

        double putIfAbsent(int second, double value) {
            int at = size;
            if (size > 0 && seconds[size - 1] >= second) {
                at = Arrays.binarySearch(seconds, 0, size, second);
                if (at >= 0) {
                    return values[at];
                }
                at = -at - 1;
            }
            insert(at, second, value);
            return Double.NaN;
        }

        private void insert(int at, int second, double value) {
            if (size == seconds.length) {
                seconds = Arrays.copyOf(seconds, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            System.arraycopy(seconds, at, seconds, at + 1, size - at);
            System.arraycopy(values, at, values, at + 1, size - at);
            seconds[at] = second;
            values[at] = value;
            size++;
        }
    }
}
