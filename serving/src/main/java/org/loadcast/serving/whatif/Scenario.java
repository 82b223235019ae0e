package org.loadcast.serving.whatif;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.loadcast.features.series.Interval;

/**
 * What is supposed.
 *
 * @param temperatureShiftC added to the temperature of every weather forecast from the cutoff on, from -30 to 30
 * @param awayDays local days on which the meter's load is that of its low days
 * @param extraLoads loads that are added, on away days too
 */
public record Scenario(double temperatureShiftC, Set<LocalDate> awayDays, List<ExtraLoad> extraLoads) {

    private static final double LARGEST_SHIFT_C = 30;

    public Scenario {
        awayDays = Set.copyOf(awayDays);
        extraLoads = List.copyOf(extraLoads);
        if (!(Math.abs(temperatureShiftC) <= LARGEST_SHIFT_C)) {
            throw new IllegalArgumentException("temperature_shift_c " + temperatureShiftC + " is not between -"
                    + LARGEST_SHIFT_C + " and " + LARGEST_SHIFT_C + ".");
        }
        if (temperatureShiftC == 0 && awayDays.isEmpty() && extraLoads.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is supposed. Give extra_loads, away_days or temperature_shift_c.");
        }
    }

    /**
     * A load that will be on.
     *
     * @param kilowatts mean power; negative for generation
     */
    public record ExtraLoad(double kilowatts, Interval during) {

        private static final double LARGEST_KW = 1e7;

        public ExtraLoad {
            if (!(Math.abs(kilowatts) <= LARGEST_KW)) {
                throw new IllegalArgumentException("Extra load kw " + kilowatts + " is not a number up to " + LARGEST_KW
                        + ". Use for example 11 for a wallbox.");
            }
        }

        /** Its mean power over an interval of the given start and length. */
        double meanOver(Instant start, Duration step) {
            Instant end = start.plus(step);
            Instant from = start.isAfter(during.from()) ? start : during.from();
            Instant to = end.isBefore(during.to()) ? end : during.to();
            double share = (double) Duration.between(from, to).toMillis() / step.toMillis();
            return share <= 0 ? 0 : share * kilowatts;
        }
    }
}
