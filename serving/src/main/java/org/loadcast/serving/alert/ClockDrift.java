package org.loadcast.serving.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/**
 * A meter's clock is wrong: its newest reading lies in the future, or its days of late look like those before, shifted.
 *
 * <p>For the latter, the last three days are compared with the mean profile of the weeks before, moved by up to three hours
 * either way; a shift counts when it fits well, and clearly better than none.
 *
 * @param tolerance how wrong a clock may be
 */
record ClockDrift(Duration tolerance) implements Condition {

    static final String KIND = "clock-drift";

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final Duration RECENT = Duration.ofDays(3);
    private static final Duration BEFORE = Duration.ofDays(18);
    private static final int PER_DAY = 96;
    private static final int FARTHEST = 12;
    private static final double GOOD = 0.85;
    private static final double BETTER = 0.15;
    /** An open one is over when the shift is this much less clear. */
    private static final double BETTER_WHEN_OPEN = 0.1;

    ClockDrift {
        Require.window(KIND, tolerance);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Breach> find(Evidence evidence, boolean open) {
        return evidence.future()
                .filter(stamp -> stamp.isAfter(evidence.at().plus(tolerance)))
                .map(stamp -> ahead(evidence.at(), stamp))
                .or(() -> shifted(evidence, open));
    }

    private static Breach ahead(Instant now, Instant stamp) {
        return new Breach(
                now,
                stamp,
                "A reading of " + stamp + " came in at " + now + ". Set the clock or the zone of the meter.");
    }

    private Optional<Breach> shifted(Evidence evidence, boolean open) {
        LoadSeries all = evidence.load(RECENT.plus(BEFORE), STEP);
        int recent = Math.toIntExact(RECENT.toSeconds() / STEP.toSeconds());
        if (all.length() < 4 * recent
                || all.slice(all.length() - recent, all.length()).present() < recent / 2) {
            return Optional.empty();
        }
        // The sun does not know of summer time, people do.
        boolean solar = evidence.meter().category().filter("pv"::equals).isPresent();
        double[] profile = profile(
                all.slice(0, all.length() - recent),
                solar ? ZoneOffset.UTC : evidence.meter().zone());
        if (Arrays.stream(profile).anyMatch(Double::isNaN)) {
            return Optional.empty();
        }
        LoadSeries days = all.slice(all.length() - recent, all.length());
        ZoneId zone = solar ? ZoneOffset.UTC : evidence.meter().zone();
        double unshifted = correlation(days, profile, zone, 0);
        int best = 0;
        double fit = unshifted;
        for (int shift = -FARTHEST; shift <= FARTHEST; shift++) {
            double shiftedFit = correlation(days, profile, zone, shift);
            if (shiftedFit > fit) {
                fit = shiftedFit;
                best = shift;
            }
        }
        Duration drift = STEP.multipliedBy(best);
        if (fit < GOOD
                || fit - unshifted < (open ? BETTER_WHEN_OPEN : BETTER)
                || drift.abs().compareTo(tolerance) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Breach(
                days.grid().start(),
                days.grid().end(),
                "The last three days look like those before, " + drift.abs().toMinutes() + " minutes "
                        + (best > 0 ? "later" : "earlier") + ". Look at the clock and the zone of the meter."));
    }

    private static int slot(TimeGrid grid, int index, ZoneId zone) {
        return grid.startOf(index).atZone(zone).toLocalTime().toSecondOfDay() / Math.toIntExact(STEP.toSeconds());
    }

    private static double[] profile(LoadSeries load, ZoneId zone) {
        double[] sums = new double[PER_DAY];
        int[] counts = new int[PER_DAY];
        for (int i = 0; i < load.length(); i++) {
            if (!load.isMissing(i)) {
                int slot = slot(load.grid(), i, zone);
                sums[slot] += load.kilowatts(i);
                counts[slot]++;
            }
        }
        double[] means = new double[PER_DAY];
        Arrays.setAll(means, slot -> counts[slot] < 5 ? Double.NaN : sums[slot] / counts[slot]);
        return means;
    }

    /** Of the days with the usual profile, moved {@code shift} quarters of an hour later. */
    private static double correlation(LoadSeries days, double[] usual, ZoneId zone, int shift) {
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < days.length(); i++) {
            if (!days.isMissing(i)) {
                double a = days.kilowatts(i);
                double b = usual[Math.floorMod(slot(days.grid(), i, zone) - shift, PER_DAY)];
                n++;
                x += a;
                y += b;
                xx += a * a;
                yy += b * b;
                xy += a * b;
            }
        }
        double variances = (n * xx - x * x) * (n * yy - y * y);
        return variances <= 0 ? 0 : (n * xy - x * y) / Math.sqrt(variances);
    }
}
