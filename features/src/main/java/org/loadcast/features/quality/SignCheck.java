package org.loadcast.features.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.loadcast.features.calendar.SolarPosition;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;

/**
 * Finds values whose sign, or whose time, a meter of this category cannot have.
 *
 * <p>PV generates (negative) and does so by day; buildings and appliances consume (positive). Small values of the wrong sign
 * are ordinary: an inverter draws a little at night. Homes, feeders and net meters may have either sign; of those, one that hardly
 * ever generates by day, or at night, is suspect at that time where its values, turned, fit the usual ones much better: by night
 * a little is enough, for no panel can be the reason.
 */
final class SignCheck implements Check {

    private static final Set<String> GENERATING = Set.of("pv");
    private static final Set<String> CONSUMING = Set.of("building", "office", "demand", "region", "appliance", "shop");
    private static final Set<String> HOMES = Set.of("household");
    /** Share of the meter's large values below which a wrong sign does not matter. */
    private static final double LARGE = 0.99;

    private static final double IGNORED = 0.05;
    /** A meter with a larger share of negative values generates now and then. */
    private static final double RARE = 0.06;
    /** How much better a turned run must fit. */
    private static final double FIT = 3;
    /** The same for a home that hardly ever generates; behind a feeder somebody may. */
    private static final double FIT_OF_A_HOME = 1.8;
    /** The same where no panel can be the reason. */
    private static final double FIT_IN_THE_DARK = 1.1;

    /** The end of civil twilight; no panel generates beyond it. */
    private static final double DARK_DEGREES = -6;

    @Override
    public List<Finding> find(Meter meter, LoadSeries series) {
        String category = meter.category().orElse("");
        if (GENERATING.contains(category)) {
            List<Finding> findings = wrongSign(meter, series, -1);
            return findings.isEmpty() ? inTheDark(meter, series) : findings;
        }
        return CONSUMING.contains(category) ? wrongSign(meter, series, 1) : turned(meter, series);
    }

    private static List<Finding> wrongSign(Meter meter, LoadSeries series, int sign) {
        double[] values = series.toArray();
        double least = IGNORED * large(values);
        IntPredicate wrong = i -> -sign * values[i] > least;
        long wrongs =
                Run.where(values.length, wrong).stream().mapToLong(Run::length).sum();
        long right = Arrays.stream(values).filter(v -> sign * v > least).count();
        if (wrongs > right) {
            Interval all = new Interval(series.grid().start(), series.grid().end());
            return List.of(
                    new Finding.SignFlip(meter.id(), all, extreme(values, new Run(0, values.length), -sign), true));
        }
        List<Finding> findings = new ArrayList<>();
        for (Run run : Run.where(values.length, wrong)) {
            findings.add(new Finding.SignFlip(meter.id(), run.on(series.grid()), extreme(values, run, -sign), false));
        }
        return findings;
    }

    private static List<Finding> turned(Meter meter, LoadSeries series) {
        double[] values = series.toArray();
        if (Arrays.stream(values).noneMatch(v -> v < 0)) {
            return List.of();
        }
        boolean[] dark = dark(meter, series);
        IntPredicate night = i -> dark[i];
        boolean nightCounts = isRare(values, night);
        boolean dayCounts = isRare(values, night.negate());
        double byDay = meter.category().filter(HOMES::contains).isPresent() ? FIT_OF_A_HOME : FIT;
        double[] usual = nightCounts || dayCounts ? Usual.medians(series) : values;
        List<Finding> findings = new ArrayList<>();
        for (Run run : Run.where(
                values.length, i -> values[i] < 0 && !Double.isNaN(usual[i]) && (dark[i] ? nightCounts : dayCounts))) {
            double asItIs = 0;
            double turned = 0;
            int darkOnes = 0;
            for (int i = run.from(); i < run.to(); i++) {
                asItIs += Math.abs(values[i] - usual[i]);
                turned += Math.abs(-values[i] - usual[i]);
                darkOnes += dark[i] ? 1 : 0;
            }
            double fit = 2 * darkOnes > run.length() ? FIT_IN_THE_DARK : byDay;
            if (fit * turned < asItIs) {
                findings.add(new Finding.SignFlip(meter.id(), run.on(series.grid()), extreme(values, run, -1), false));
            }
        }
        return findings;
    }

    /** Whether the intervals in question are negative at times, but so seldom that each time is odd. */
    private static boolean isRare(double[] values, IntPredicate inQuestion) {
        int known = 0;
        int negative = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i]) && inQuestion.test(i)) {
                known++;
                negative += values[i] < 0 ? 1 : 0;
            }
        }
        return negative > 0 && negative < RARE * known;
    }

    /** Which intervals are dark; none where the place is not known. */
    private static boolean[] dark(Meter meter, LoadSeries series) {
        boolean[] dark = new boolean[series.length()];
        meter.location().ifPresent(place -> {
            boolean startsDark = isDown(place, series.grid().start());
            for (int i = 0; i < dark.length; i++) {
                boolean endsDark = isDown(place, series.grid().endOf(i));
                dark[i] = startsDark && endsDark;
                startsDark = endsDark;
            }
        });
        return dark;
    }

    private static List<Finding> inTheDark(Meter meter, LoadSeries series) {
        Optional<GeoPoint> place = meter.location();
        if (place.isEmpty()) {
            return List.of();
        }
        double[] values = series.toArray();
        double least = IGNORED * large(values);
        List<Finding> findings = new ArrayList<>();
        for (Run run : Run.where(values.length, i -> -values[i] > least && isDark(place.get(), series, i))) {
            findings.add(new Finding.DarkGeneration(meter.id(), run.on(series.grid()), extreme(values, run, -1)));
        }
        return findings;
    }

    /** Whether the sun stays down from the start to the end of interval {@code index}. */
    private static boolean isDark(GeoPoint place, LoadSeries series, int index) {
        return isDown(place, series.grid().startOf(index))
                && isDown(place, series.grid().endOf(index));
    }

    private static boolean isDown(GeoPoint place, Instant at) {
        return SolarPosition.at(at, place).elevationDegrees() < DARK_DEGREES;
    }

    private static double large(double[] values) {
        double[] sizes = Arrays.stream(values)
                .filter(v -> !Double.isNaN(v))
                .map(Math::abs)
                .sorted()
                .toArray();
        return sizes.length == 0 ? Double.POSITIVE_INFINITY : sizes[(int) (LARGE * (sizes.length - 1))];
    }

    /** The largest value of {@code run} in the direction of {@code sign}. */
    private static double extreme(double[] values, Run run, int sign) {
        return sign
                * Arrays.stream(values, run.from(), run.to())
                        .filter(v -> !Double.isNaN(v))
                        .map(v -> sign * v)
                        .max()
                        .orElse(0);
    }
}
