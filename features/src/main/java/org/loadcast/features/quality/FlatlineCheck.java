package org.loadcast.features.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.LoadSeries;

/**
 * Finds values that repeat for longer than chance allows.
 *
 * <p>Many meters repeat themselves rightly: PV is 0 all night, a rounded standby is the same for hours. So the check first
 * learns how often an interval has the value of the one before it, by time of day, and how often each value is followed by
 * itself outside of the run that is judged (except 0, where a dead meter stays too). A run's surprise is the sum of
 * -ln(that share) over its repeats; e^-25 is once in a hundred billion.
 */
final class FlatlineCheck implements Check {

    private static final double SURPRISE = 25;
    private static final int LEAST_REPEATS = 4;
    private static final long LEAST_SECONDS = 3600;
    /** Weight of the meter's overall share against that of one time of day or value, in intervals. */
    private static final double PRIOR = 20;

    @Override
    public List<Finding> find(Meter meter, LoadSeries series) {
        double[] values = series.toArray();
        Habits habits = new Habits(values, series.grid().stepsPerDay());
        long stepSeconds = series.grid().step().toSeconds();
        List<Finding> findings = new ArrayList<>();
        for (Run repeats : Run.where(values.length, i -> i > 0 && values[i] == values[i - 1])) {
            boolean longEnough = repeats.length() >= LEAST_REPEATS && repeats.length() * stepSeconds >= LEAST_SECONDS;
            if (longEnough && habits.surprise(repeats) > SURPRISE) {
                Run run = new Run(repeats.from() - 1, repeats.to());
                findings.add(new Finding.Flatline(meter.id(), run.on(series.grid()), values[run.from()], run.length()));
            }
        }
        return findings;
    }

    /** How often this meter repeats itself. */
    private static final class Habits {

        private record Share(int repeats, int chances) {

            Share plus(boolean repeated) {
                return new Share(repeats + (repeated ? 1 : 0), chances + 1);
            }
        }

        private static final Share NONE = new Share(0, 0);

        private final double[] values;
        private final int perDay;
        private final double overall;
        private final double overallButZero;
        private final double[] byTimeOfDay;
        private final Map<Double, Share> byValue = new HashMap<>();

        Habits(double[] values, int stepsPerDay) {
            this.values = values;
            this.perDay = Math.max(1, stepsPerDay);
            int[] repeats = new int[perDay];
            int[] chances = new int[perDay];
            int allRepeats = 0;
            int all = 0;
            int zeroRepeats = 0;
            int zeros = 0;
            for (int i = 1; i < values.length; i++) {
                if (!Double.isNaN(values[i]) && !Double.isNaN(values[i - 1])) {
                    boolean repeated = values[i] == values[i - 1];
                    byValue.merge(values[i - 1], NONE.plus(repeated), (share, one) -> share.plus(repeated));
                    chances[i % perDay]++;
                    repeats[i % perDay] += repeated ? 1 : 0;
                    allRepeats += repeated ? 1 : 0;
                    all++;
                    zeroRepeats += repeated && values[i] == 0 ? 1 : 0;
                    zeros += values[i - 1] == 0 ? 1 : 0;
                }
            }
            this.overall = (allRepeats + 1.0) / (all + 2.0);
            this.overallButZero = (allRepeats - zeroRepeats + 1.0) / (all - zeros + 2.0);
            this.byTimeOfDay = smoothed(repeats, chances);
        }

        /** Shares over an hour to both sides. */
        private double[] smoothed(int[] repeats, int[] chances) {
            int reach = Math.max(1, perDay / 24);
            double[] shares = new double[perDay];
            for (int slot = 0; slot < perDay; slot++) {
                int near = 0;
                int of = 0;
                for (int offset = -reach; offset <= reach; offset++) {
                    int at = Math.floorMod(slot + offset, perDay);
                    near += repeats[at];
                    of += chances[at];
                }
                shares[slot] = share(near, of, overall);
            }
            return shares;
        }

        private static double share(int repeats, int chances, double usual) {
            return (repeats + PRIOR * usual) / (chances + PRIOR);
        }

        double surprise(Run repeats) {
            double value = values[repeats.from()];
            Share all = byValue.getOrDefault(value, NONE);
            // That panels are at 0 all night says nothing about a value by day.
            double ofValue = value == 0
                    ? 0
                    : share(all.repeats - repeats.length(), all.chances - repeats.length(), overallButZero);
            double surprise = 0;
            for (int i = repeats.from(); i < repeats.to(); i++) {
                surprise -= Math.log(Math.max(ofValue, byTimeOfDay[i % perDay]));
            }
            return surprise;
        }
    }
}
