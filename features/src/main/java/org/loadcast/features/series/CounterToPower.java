package org.loadcast.features.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the states of an energy counter into mean power on a grid, without losing or adding energy.
 *
 * <p>The energy between two states is spread evenly over the time between them; an interval of the grid that is not covered
 * whole is missing. A state below the one before it is a rollover or a reset (a new meter, a cleared memory); after a reset
 * nobody knows the energy of the time between. It is a rollover when the size of the register is known, the counter stood in its
 * last tenth and stands now in its first. When the size is not known, it is one when a register of a power of ten explains it with
 * a power that the register is made for: it must take 4000 hours at full load to turn over (directive 2014/32/EU, annex V). Two
 * states far apart tell the energy but not its shape; that time is missing as well.
 *
 * <p>A counter of generation counts downward: two states that are not above zero are read as those of a counter that rises, and the
 * power is negative.
 *
 * <p>Immutable and thread-safe.
 */
public final class CounterToPower {

    private static final double NO_REGISTER = Double.POSITIVE_INFINITY;
    private static final int USUAL_DISTANCES = 3;
    private static final double LEAST_HOURS_TO_TURN_OVER = 4_000;
    private static final double SMALLEST_REGISTER_KWH = 1_000;
    private static final double LARGEST_REGISTER_KWH = 1e9;

    /**
     * What a counter told.
     *
     * @param power mean power on epoch-aligned intervals, from the first to the last state
     * @param resets the time between two states in which the counter was reset
     */
    public record Conversion(LoadSeries power, List<Interval> resets) {
        public Conversion {
            resets = List.copyOf(resets);
        }
    }

    private final Duration step;
    private final double registerKwh;
    private final Duration longestGap;

    private CounterToPower(Duration step, double registerKwh, Duration longestGap) {
        this.step = step;
        this.registerKwh = registerKwh;
        this.longestGap = longestGap;
    }

    /**
     * A conversion to epoch-aligned intervals of {@code step}, for a register of unknown size. Two states are too far apart
     * when they are three times as far as usual, and further than a step.
     */
    public static CounterToPower to(Duration step) {
        return new CounterToPower(step, NO_REGISTER, Duration.ZERO);
    }

    /**
     * The same for a register that starts again from zero at {@code kilowattHours}, such as 100000 for five digits.
     *
     * @throws IllegalArgumentException when the size is not positive and finite
     */
    public CounterToPower withRegister(double kilowattHours) {
        if (!(kilowattHours > 0 && Double.isFinite(kilowattHours))) {
            throw new IllegalArgumentException("Register size " + kilowattHours
                    + " kWh is not positive. Use the value at which the counter starts again from zero.");
        }
        return new CounterToPower(step, kilowattHours, longestGap);
    }

    /** The same with energy spread over the time between two states up to {@code longest} apart. */
    public CounterToPower bridging(Duration longest) {
        return new CounterToPower(step, registerKwh, longest);
    }

    public Conversion apply(CounterStates states) {
        int last = states.size() - 1;
        if (last < 0 || states.second(0) == states.second(last)) {
            LoadSeries empty =
                    LoadSeries.builder(new TimeGrid(Instant.EPOCH, step, 0)).build();
            return new Conversion(empty, List.of());
        }
        Spread spread = new Spread(TimeGrid.covering(interval(states, 0, last), step));
        List<Interval> resets = new ArrayList<>();
        long longest = longestGap(states);
        int left = 0;
        for (int right = 1; right <= last; right++) {
            boolean replaced = right < last && states.second(right + 1) == states.second(right);
            if (states.second(right) == states.second(left)) {
                left = right;
            } else if (!replaced) {
                double energy = energy(states, left, right);
                if (Double.isNaN(energy)) {
                    resets.add(interval(states, left, right));
                } else if (states.second(right) - states.second(left) <= longest) {
                    spread.add(states.second(left), states.second(right), energy);
                }
                left = right;
            }
        }
        return new Conversion(spread.power(), resets);
    }

    /** Energy in kWh between two states, NaN when the counter was reset. */
    private double energy(CounterStates states, int left, int right) {
        double before = states.kilowattHours(left);
        double after = states.kilowattHours(right);
        long seconds = states.second(right) - states.second(left);
        boolean generation = before <= 0 && after <= 0 && before + after < 0;
        return generation ? 0 - risen(-before, -after, seconds) : risen(before, after, seconds);
    }

    private double risen(double before, double after, long seconds) {
        if (after >= before) {
            return after - before;
        }
        if (registerKwh != NO_REGISTER) {
            return turnsOver(before, after, registerKwh) ? after + registerKwh - before : Double.NaN;
        }
        for (double register = SMALLEST_REGISTER_KWH; register <= LARGEST_REGISTER_KWH; register *= 10) {
            double energy = after + register - before;
            double full = register / LEAST_HOURS_TO_TURN_OVER * seconds / 3600;
            if (turnsOver(before, after, register) && energy <= full) {
                return energy;
            }
        }
        return Double.NaN;
    }

    private static boolean turnsOver(double before, double after, double register) {
        return before >= 0.9 * register && before <= register && after >= 0 && after <= 0.1 * register;
    }

    private long longestGap(CounterStates states) {
        if (!longestGap.isZero()) {
            return longestGap.toSeconds();
        }
        long usual = states.usualDistance().orElse(step).toSeconds();
        return Math.max(step.toSeconds(), USUAL_DISTANCES * usual);
    }

    private static Interval interval(CounterStates states, int from, int to) {
        return new Interval(Instant.ofEpochSecond(states.second(from)), Instant.ofEpochSecond(states.second(to)));
    }

    /** Energy and known time of every interval of a grid. */
    private static final class Spread {

        private final TimeGrid grid;
        private final long step;
        private final double[] kilowattHours;
        private final long[] knownSeconds;

        private Spread(TimeGrid grid) {
            this.grid = grid;
            this.step = grid.step().toSeconds();
            this.kilowattHours = new double[grid.length()];
            this.knownSeconds = new long[grid.length()];
        }

        void add(long from, long to, double energy) {
            long origin = grid.start().getEpochSecond();
            int first = (int) ((from - origin) / step);
            for (int i = first; i < kilowattHours.length && origin + i * step < to; i++) {
                long overlap = Math.min(to, origin + (i + 1) * step) - Math.max(from, origin + i * step);
                kilowattHours[i] += energy * overlap / (to - from);
                knownSeconds[i] += overlap;
            }
        }

        LoadSeries power() {
            double[] kilowatts = new double[kilowattHours.length];
            Arrays.setAll(kilowatts, i -> knownSeconds[i] == step ? kilowattHours[i] * 3600 / step : Double.NaN);
            return LoadSeries.ofArray(grid, kilowatts);
        }
    }
}
