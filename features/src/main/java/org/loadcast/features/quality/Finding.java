package org.loadcast.features.quality;

import java.util.Locale;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;

/** Something odd in the load of one meter. Immutable. */
public sealed interface Finding {

    MeterId meter();

    /** Where it is. */
    Interval interval();

    Severity severity();

    /** One sentence for people. */
    String sentence();

    /** What kind of finding this is, as it stands in summaries. */
    default String kind() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /**
     * No values between two values.
     *
     * @param intervals how many are missing
     */
    record Gap(MeterId meter, Interval interval, int intervals) implements Finding {
        @Override
        public Severity severity() {
            return Severity.NOTE;
        }

        @Override
        public String sentence() {
            return intervals + " intervals from " + interval.from() + " to " + interval.to() + " have no value.";
        }
    }

    /**
     * The same value again and again, for longer than this meter ever repeats itself by chance.
     *
     * @param kilowatts the value
     * @param intervals how many intervals have it
     */
    record Flatline(MeterId meter, Interval interval, double kilowatts, int intervals) implements Finding {
        @Override
        public Severity severity() {
            return Severity.SUSPECT;
        }

        @Override
        public String sentence() {
            return "The value is stuck at " + kilowatts + " kW for " + intervals + " intervals from " + interval.from()
                    + " to " + interval.to() + ".";
        }
    }

    /**
     * Values far outside of what is usual at their time of day.
     *
     * @param kilowatts the value farthest out
     * @param usualKw the median of the same time of day in the days around it
     */
    record Spike(MeterId meter, Interval interval, double kilowatts, double usualKw) implements Finding {
        @Override
        public Severity severity() {
            return Severity.SUSPECT;
        }

        @Override
        public String sentence() {
            return kilowatts + " kW between " + interval.from() + " and " + interval.to() + " is far from the usual "
                    + usualKw + " kW.";
        }
    }

    /**
     * A sign that this kind of meter cannot have.
     *
     * @param kilowatts the value farthest out
     * @param mostly whether most values of the meter have the wrong sign
     */
    record SignFlip(MeterId meter, Interval interval, double kilowatts, boolean mostly) implements Finding {
        @Override
        public Severity severity() {
            return Severity.SUSPECT;
        }

        @Override
        public String sentence() {
            String expected = kilowatts > 0 ? "generation is negative" : "consumption is positive";
            return mostly
                    ? "Most values have the wrong sign (" + expected + "), such as " + kilowatts
                            + " kW. Turn the sign where the meter is read."
                    : kilowatts + " kW between " + interval.from() + " and " + interval.to()
                            + " has the wrong sign for this meter (" + expected + ").";
        }
    }

    /**
     * A PV meter that generates at night.
     *
     * @param kilowatts the value farthest out, negative
     */
    record DarkGeneration(MeterId meter, Interval interval, double kilowatts) implements Finding {
        @Override
        public Severity severity() {
            return Severity.SUSPECT;
        }

        @Override
        public String sentence() {
            return kilowatts + " kW of PV between " + interval.from() + " and " + interval.to()
                    + " falls in the night. The clock, the zone or the place of the meter is wrong.";
        }
    }

    /** A counter that started again from a lower state; the energy in between is not known. */
    record CounterReset(MeterId meter, Interval interval) implements Finding {
        @Override
        public Severity severity() {
            return Severity.NOTE;
        }

        @Override
        public String sentence() {
            return "The energy counter was reset between " + interval.from() + " and " + interval.to()
                    + "; the energy of that time is not known.";
        }
    }
}
