package org.loadcast.features.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.loadcast.features.calendar.SolarPosition;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;

/**
 * Spoils readings now and then and remembers where. Immutable; same seed, same faults.
 *
 * <p>What changes nothing is no fault: a zero stays what it is whether it is turned, stuck or multiplied. So a fault is placed where
 * the load is at least a tenth of the meter's mean, and where a stuck value hides others. A spike falls on a load of at least half
 * the mean: ten times the standby of a home is a kettle, which nobody could tell from one.
 */
public final class FaultInjector {

    private static final List<FaultKind> USUAL =
            List.of(FaultKind.NEGATIVE, FaultKind.SPIKE, FaultKind.MISSING, FaultKind.STUCK, FaultKind.CLOCK_JUMP);
    private static final Duration BLOCK = Duration.ofDays(10);
    private static final double USUAL_CHANCE = 0.5;
    private static final int TRIES = 50;
    private static final double LEAST_LOAD = 0.1;
    private static final double LEAST_SPIKED_LOAD = 0.5;
    /** The end of nautical twilight; no panel gives anything then. */
    private static final double DARK_DEGREES = -12;

    private final Seed seed;
    private final List<FaultKind> kinds;
    private final double chance;

    /** One fault in about three weeks, of any kind that every meter can have. */
    public FaultInjector(long seed) {
        this(seed, USUAL, USUAL_CHANCE);
    }

    /**
     * Faults of certain kinds.
     *
     * @param chance of a fault in ten days, or in a quarter of a shorter series, 0 to 1
     */
    public FaultInjector(long seed, List<FaultKind> kinds, double chance) {
        if (kinds.isEmpty() || !(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("Faults of kinds " + kinds + " with chance " + chance
                    + " cannot be made. Name at least one kind, and a chance from 0 to 1.");
        }
        this.seed = new Seed(seed).child("faults");
        this.kinds = List.copyOf(kinds);
        this.chance = chance;
    }

    /**
     * A spoiled series and its faults, by time.
     *
     * @param load the spoiled series
     * @param faults all that is wrong in it; they do not overlap
     */
    public record Spoiled(LoadSeries load, List<Fault> faults) {

        public Spoiled {
            faults = List.copyOf(faults);
        }
    }

    /** Spoils a series without missing values. */
    public Spoiled spoil(Meter meter, LoadSeries clean) {
        Random random = seed.child(meter.id().value()).random();
        double[] values = clean.toArray();
        double[] original = clean.toArray();
        int block = block(clean);
        List<Fault> faults = new ArrayList<>();
        for (int start = 0; start + block <= values.length; start += block) {
            FaultKind kind = kinds.get(random.nextInt(kinds.size()));
            int length = Math.min(block / 2, length(kind, clean, random));
            boolean wanted = random.nextDouble() < chance;
            for (int attempt = 0; wanted && attempt < TRIES; attempt++) {
                int from = start + random.nextInt(block - length);
                if (matters(kind, meter, clean, original, from, from + length)) {
                    spoil(kind, values, original, from, from + length, clean, random);
                    Interval interval = new Interval(
                            clean.grid().startOf(from), clean.grid().startOf(from + length));
                    faults.add(new Fault(meter.id(), kind, interval));
                    wanted = false;
                }
            }
        }
        return new Spoiled(LoadSeries.ofArray(clean.grid(), values), faults);
    }

    /** In how many intervals there may be one fault: those of ten days, or a quarter of a shorter series. */
    private static int block(LoadSeries clean) {
        int tenDays = Math.toIntExact(BLOCK.toSeconds() / clean.grid().step().toSeconds());
        return clean.length() >= tenDays ? tenDays : Math.max(2, clean.length() / 4);
    }

    private static int length(FaultKind kind, LoadSeries clean, Random random) {
        double hours = switch (kind) {
            case SPIKE -> 0;
            case NEGATIVE -> 1 + 7 * random.nextDouble();
            case MISSING -> 1 + 47 * random.nextDouble() * random.nextDouble();
            case STUCK -> 4 + 32 * random.nextDouble();
            case CLOCK_JUMP -> 12 + 48 * random.nextDouble();
            case NIGHT_GENERATION -> 1 + 2 * random.nextDouble();
        };
        return (int) Math.max(1, Math.round(hours * 3600 / clean.grid().step().toSeconds()));
    }

    private static boolean matters(FaultKind kind, Meter meter, LoadSeries clean, double[] original, int from, int to) {
        double usual = Arrays.stream(original).map(Math::abs).average().orElse(0);
        double mean = Arrays.stream(original, from, to).map(Math::abs).average().orElse(0);
        return switch (kind) {
            case MISSING, CLOCK_JUMP -> true;
            case NEGATIVE -> mean > LEAST_LOAD * usual;
            case SPIKE -> mean > LEAST_SPIKED_LOAD * usual;
            case STUCK ->
                2
                                * Arrays.stream(original, from, to)
                                        .filter(v -> v != original[from])
                                        .count()
                        > to - from;
            case NIGHT_GENERATION ->
                meter.location().isPresent() && isDark(meter.location().get(), clean, from, to);
        };
    }

    private static boolean isDark(GeoPoint place, LoadSeries clean, int from, int to) {
        for (int i = from; i <= to; i++) {
            Instant at = clean.grid().startOf(i);
            if (SolarPosition.at(at, place).elevationDegrees() > DARK_DEGREES) {
                return false;
            }
        }
        return true;
    }

    private static void spoil(
            FaultKind kind, double[] values, double[] original, int from, int to, LoadSeries clean, Random random) {
        double factor = 10 + 90 * random.nextDouble();
        int hoursOff = (1 + random.nextInt(3)) * (random.nextBoolean() ? 1 : -1);
        int shift = Math.toIntExact(hoursOff * 3600L / clean.grid().step().toSeconds());
        double large = Arrays.stream(original).map(Math::abs).max().orElse(0);
        double share = 0.1 + 0.5 * random.nextDouble();
        for (int i = from; i < to; i++) {
            values[i] = switch (kind) {
                case NEGATIVE -> -original[i];
                case SPIKE -> WeatherSimulator.round(factor * original[i], 1000);
                case MISSING -> Double.NaN;
                case STUCK -> original[from];
                case CLOCK_JUMP -> i - shift >= 0 && i - shift < values.length ? original[i - shift] : Double.NaN;
                case NIGHT_GENERATION -> -WeatherSimulator.round(large * share, 1000);
            };
        }
    }
}
