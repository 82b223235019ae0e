package org.loadcast.features.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;

/** Spoils readings now and then, one fault in about three weeks, and remembers where. Immutable; same seed, same faults. */
public final class FaultInjector {

    private static final List<FaultKind> KINDS = List.of(FaultKind.values());
    private static final Duration BLOCK = Duration.ofDays(10);
    private static final double CHANCE_PER_BLOCK = 0.5;

    private final Seed seed;

    public FaultInjector(long seed) {
        this.seed = new Seed(seed).child("faults");
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

    public Spoiled spoil(MeterId meter, LoadSeries clean) {
        Random random = seed.child(meter.value()).random();
        double[] values = clean.toArray();
        int block = Math.toIntExact(BLOCK.toSeconds() / clean.grid().step().toSeconds());
        List<Fault> faults = new ArrayList<>();
        for (int start = 0; start + block <= values.length; start += block) {
            FaultKind kind = KINDS.get(random.nextInt(KINDS.size()));
            int length = Math.min(block / 2, length(kind, clean, random));
            int from = start + random.nextInt(block - length);
            if (random.nextDouble() < CHANCE_PER_BLOCK) {
                spoil(kind, values, from, from + length, clean, random);
                Interval interval =
                        new Interval(clean.grid().startOf(from), clean.grid().startOf(from + length));
                faults.add(new Fault(meter, kind, interval));
            }
        }
        return new Spoiled(LoadSeries.ofArray(clean.grid(), values), faults);
    }

    private static int length(FaultKind kind, LoadSeries clean, Random random) {
        double hours = switch (kind) {
            case SPIKE -> 0;
            case NEGATIVE -> 1 + 7 * random.nextDouble();
            case MISSING -> 1 + 47 * random.nextDouble() * random.nextDouble();
            case STUCK -> 4 + 32 * random.nextDouble();
            case CLOCK_JUMP -> 12 + 48 * random.nextDouble();
        };
        return (int) Math.max(1, Math.round(hours * 3600 / clean.grid().step().toSeconds()));
    }

    private static void spoil(FaultKind kind, double[] values, int from, int to, LoadSeries clean, Random random) {
        double factor = StrictMath.pow(10, 1 + random.nextDouble());
        int hoursOff = (1 + random.nextInt(3)) * (random.nextBoolean() ? 1 : -1);
        int shift = Math.toIntExact(hoursOff * 3600L / clean.grid().step().toSeconds());
        for (int i = from; i < to; i++) {
            values[i] = switch (kind) {
                case NEGATIVE -> -clean.kilowatts(i);
                case SPIKE -> WeatherSimulator.round(factor * clean.kilowatts(i), 1000);
                case MISSING -> Double.NaN;
                case STUCK -> clean.kilowatts(from);
                case CLOCK_JUMP ->
                    i - shift >= 0 && i - shift < values.length ? clean.kilowatts(i - shift) : Double.NaN;
            };
        }
    }
}
