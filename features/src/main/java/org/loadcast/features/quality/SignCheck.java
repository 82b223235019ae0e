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
 * are ordinary: an inverter draws a little at night. Homes, feeders and net meters may have either sign; of those, a meter
 * that hardly ever generates is suspect where its values, turned, fit the usual ones three times better.
 */
final class SignCheck implements Check {

    private static final Set<String> GENERATING = Set.of("pv");
    private static final Set<String> CONSUMING = Set.of("building", "office", "demand", "region", "appliance", "shop");
    /** Share of the meter's large values below which a wrong sign does not matter. */
    private static final double LARGE = 0.99;

    private static final double IGNORED = 0.05;
    /** A meter with a larger share of negative values generates now and then. */
    private static final double RARE = 0.02;
    /** How much better a turned run must fit. */
    private static final double FIT = 3;

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
        long negative = Arrays.stream(values).filter(v -> v < 0).count();
        if (negative == 0 || negative > RARE * series.present()) {
            return List.of();
        }
        double[] usual = Usual.medians(series);
        List<Finding> findings = new ArrayList<>();
        for (Run run : Run.where(values.length, i -> values[i] < 0 && !Double.isNaN(usual[i]))) {
            double asItIs = 0;
            double turned = 0;
            for (int i = run.from(); i < run.to(); i++) {
                asItIs += Math.abs(values[i] - usual[i]);
                turned += Math.abs(-values[i] - usual[i]);
            }
            if (FIT * turned < asItIs) {
                findings.add(new Finding.SignFlip(meter.id(), run.on(series.grid()), extreme(values, run, -1), false));
            }
        }
        return findings;
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
        Instant start = series.grid().startOf(index);
        Instant end = series.grid().endOf(index);
        return SolarPosition.at(start, place).elevationDegrees() < DARK_DEGREES
                && SolarPosition.at(end, place).elevationDegrees() < DARK_DEGREES;
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
