package org.loadcast.features.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.loadcast.features.series.CounterStates;
import org.loadcast.features.series.CounterToPower;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/** Values of one meter by rising time as an adapter reads them, and the load that they mean. Not thread-safe. */
public final class Samples {

    /** A reading without a neighbour is taken to speak for a quarter of an hour. */
    public static final long LONE_READING_SECONDS = 900;

    /** A step is known when no more than this part of it is missing: half a minute of a quarter-hour, a message that was lost. */
    public static final int SPARE_PART = 25;

    static final long QUARTER_SECONDS = 900;
    private static final long DAY_SECONDS = 86_400;

    /** With fewer it is not known how often a meter reported. */
    private static final int LEAST_GAPS = 8;

    /** Coarse readings are known by fewer. */
    private static final int FEW_GAPS = 4;

    /** Gaps that differ by this factor are another way of reporting. */
    private static final int CHANGE = 3;

    private static final Samples NONE = new Samples();

    private long[] epochSecond = new long[256];
    private double[] value = new double[256];
    private int size;

    /** Adds a value, later than those before. */
    public void add(long at, double sample) {
        if (size == value.length) {
            epochSecond = Arrays.copyOf(epochSecond, size * 2);
            value = Arrays.copyOf(value, size * 2);
        }
        epochSecond[size] = at;
        value[size++] = sample;
    }

    public int size() {
        return size;
    }

    public long epochSecond(int index) {
        return epochSecond[index];
    }

    public double value(int index) {
        return value[index];
    }

    /** The median distance of two samples; empty for fewer than two. */
    public OptionalLong usualDistance() {
        if (size < 2) {
            return OptionalLong.empty();
        }
        long[] gaps = gaps(0, size - 1);
        return OptionalLong.of(gaps[gaps.length / 2]);
    }

    /** How far before and after a stretch of time lie samples that can say something about it. */
    public static long reach(long usualSeconds) {
        return Math.max(2 * usualSeconds, LONE_READING_SECONDS);
    }

    /**
     * The mean power in kW of every step of {@code grid}, NaN where more than a {@link #SPARE_PART}th is missing, when the samples are
     * kW: each holds until the next one, where that comes within one and a half usual distances (a meter's clock may waver), and for
     * the usual distance where it does not. A day (UTC), or a part of it, of readings that came in even distances of their own goes by
     * those: a meter may have reported less or more often than it does now. Who reports in uneven distances reports changes; then each
     * holds until the next one, for a quarter of an hour at most.
     *
     * @param usualSeconds distance that is usual on other days
     */
    public double[] asPower(TimeGrid grid, long usualSeconds) {
        return asPower(grid, usualSeconds, NONE);
    }

    /**
     * The same where {@code quarters}, each the mean of its quarter of an hour, stand above the samples of their time.
     */
    public double[] asPower(TimeGrid grid, long usualSeconds, Samples quarters) {
        StepMeans means = new StepMeans(grid);
        for (int i = 0; i < quarters.size; i++) {
            means.add(quarters.epochSecond[i], quarters.epochSecond[i] + QUARTER_SECONDS, quarters.value[i]);
        }
        int next = 0;
        int endOfHabit = 0;
        Habit habit = new Habit(usualSeconds, true);
        for (int i = 0; i < size; i++) {
            if (i == endOfHabit) {
                endOfHabit = endOfHabit(i);
                habit = habit(i, endOfHabit, usualSeconds);
            }
            long end = epochSecond[i] + (i + 1 < size ? habit.held(gap(i)) : habit.heldAtTheEnd());
            long from = epochSecond[i];
            while (from < end) {
                while (next < quarters.size && quarters.epochSecond[next] + QUARTER_SECONDS <= from) {
                    next++;
                }
                long covered = next < quarters.size ? quarters.epochSecond[next] : Long.MAX_VALUE;
                if (from < covered) {
                    means.add(from, Math.min(end, covered), value[i]);
                }
                from = covered == Long.MAX_VALUE ? end : covered + QUARTER_SECONDS;
            }
        }
        return means.toArray();
    }

    /** Index of the first sample at or after {@code at}. */
    public int firstFrom(long at) {
        int index = Arrays.binarySearch(epochSecond, 0, size, at);
        return index >= 0 ? index : -index - 1;
    }

    /** Index after the last sample that came as often as sample {@code index}, on the same day at most. */
    private int endOfHabit(int index) {
        int end = firstFrom((Math.floorDiv(epochSecond[index], DAY_SECONDS) + 1) * DAY_SECONDS);
        for (int i = index + FEW_GAPS + 1; i < Math.min(end, size - FEW_GAPS); i++) {
            // One gap on each side is compared first, for there are many samples and few changes.
            boolean more = gap(i - 2) >= CHANGE * gap(i) && isMoreOftenFrom(i);
            if (more || (gap(i) >= CHANGE * gap(i - 2) && isLessOftenFrom(i))) {
                return i;
            }
        }
        return end;
    }

    /** Whether the gaps before the last one are far longer than those from sample {@code index} on. */
    private boolean isMoreOftenFrom(int index) {
        return shortest(index - 1 - FEW_GAPS, index - 1) >= CHANGE * longest(index, index + LEAST_GAPS);
    }

    private boolean isLessOftenFrom(int index) {
        return shortest(index, index + FEW_GAPS) >= CHANGE * longest(index - 1 - LEAST_GAPS, index - 1);
    }

    private long shortest(int from, int to) {
        return gapsBetween(from, to).min().orElse(0);
    }

    private long longest(int from, int to) {
        return gapsBetween(from, to).max().orElse(Long.MAX_VALUE / CHANGE);
    }

    /** Distances from samples {@code [from, to)} to the next, of those that there are. */
    private LongStream gapsBetween(int from, int to) {
        return IntStream.range(Math.max(0, from), Math.min(to, size - 1)).mapToLong(this::gap);
    }

    private long gap(int index) {
        return epochSecond[index + 1] - epochSecond[index];
    }

    /**
     * How samples {@code [from, to)} came, with so many beside them that there are several distances.
     *
     * @param usualSeconds distance that is usual otherwise, when there are not
     */
    private Habit habit(int from, int to, long usualSeconds) {
        int last = Math.min(size - 1, Math.max(to, from + LEAST_GAPS));
        long[] gaps = gaps(Math.max(0, Math.min(from, last - LEAST_GAPS)), last);
        if (gaps.length < LEAST_GAPS) {
            return new Habit(usualSeconds, true);
        }
        long median = gaps[gaps.length / 2];
        long alike = Arrays.stream(gaps)
                .filter(gap -> 4 * Math.abs(gap - median) <= median)
                .count();
        boolean even = 3 * alike >= 2L * gaps.length;
        return even || median < LONE_READING_SECONDS ? new Habit(median, even) : new Habit(usualSeconds, true);
    }

    /**
     * How often a meter reports.
     *
     * @param usual distance of two samples, seconds
     * @param even whether most distances are about as long
     */
    private record Habit(long usual, boolean even) {

        /** How long a sample holds when the next one comes after {@code gap} seconds. */
        long held(long gap) {
            if (even) {
                return 2 * gap <= 3 * usual ? gap : usual;
            }
            return Math.min(gap, heldAtTheEnd());
        }

        /** How long a sample holds when none has come after it. */
        long heldAtTheEnd() {
            return even ? usual : LONE_READING_SECONDS;
        }
    }

    /** Distances from samples {@code [from, to)} to the next, sorted. */
    private long[] gaps(int from, int to) {
        long[] gaps = new long[Math.max(0, to - from)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = gap(from + i);
        }
        Arrays.sort(gaps);
        return gaps;
    }

    /** The same when the samples are states of a counter in kWh; see {@link CounterToPower}. */
    public double[] asCounter(TimeGrid grid) {
        return asCounter(grid, grid.step());
    }

    /** The same with energy spread over the time between two states up to {@code bridged} apart, or thrice as far as usual. */
    public double[] asCounter(TimeGrid grid, Duration bridged) {
        Duration usual = Duration.ofSeconds(3 * usualDistance().orElse(0));
        CounterToPower conversion =
                CounterToPower.to(grid.step()).bridging(usual.compareTo(bridged) > 0 ? usual : bridged);
        CounterStates states = new CounterStates();
        for (int i = 0; i < size; i++) {
            states.add(epochSecond[i], value[i]);
        }
        LoadSeries power = conversion.apply(states).power();
        double[] means = new double[grid.length()];
        for (int i = 0; i < means.length; i++) {
            Instant start = grid.startOf(i);
            int at = power.grid().indexOf(start);
            means[i] = at < 0 || at >= power.length() || power.isMissing(at) ? Double.NaN : power.kilowatts(at);
        }
        return means;
    }
}
