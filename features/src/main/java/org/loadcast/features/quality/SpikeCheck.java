package org.loadcast.features.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.LoadSeries;

/**
 * Finds values that are absurd for their time of day.
 *
 * <p>The usual value is the median of the same time of day in the ten days before and after; the usual deviation is the
 * 99 % quantile of all deviations from it, so that a home with its kettle and a feeder in its calm are judged by their own
 * habits. A value three times as far out is a spike, together with its neighbours that are twice as far out.
 */
final class SpikeCheck implements Check {

    private static final int LEAST_VALUES = 200;
    private static final double USUAL = 0.99;
    private static final double SPIKE = 3;
    private static final double SPIKE_IN_CALM = 3.5;
    private static final double SHOULDER = 1.5;
    private static final int MOST_PARTS = 96;

    @Override
    public List<Finding> find(Meter meter, LoadSeries series) {
        double[] values = series.toArray();
        double[] usual = Usual.medians(series);
        double[] deviations = new double[values.length];
        Arrays.setAll(deviations, i -> Math.abs(values[i] - usual[i]));
        double scale = quantile(deviations, USUAL);
        int perDay = Math.max(1, series.grid().stepsPerDay());
        double[] atThatTime = byTimeOfDay(deviations, perDay);
        List<Finding> findings = new ArrayList<>();
        for (Run run : Run.where(values.length, i -> deviations[i] > SHOULDER * scale)) {
            int peak = run.from();
            for (int i = run.from(); i < run.to(); i++) {
                peak = deviations[i] > deviations[peak] ? i : peak;
            }
            double quiet = atThatTime[peak % perDay / partWidth(perDay)];
            if (deviations[peak] > SPIKE * scale || deviations[peak] > SPIKE_IN_CALM * quiet) {
                findings.add(new Finding.Spike(meter.id(), run.on(series.grid()), values[peak], usual[peak]));
            }
        }
        return findings;
    }

    /** Steps of a part of the day. */
    private static int partWidth(int perDay) {
        return Math.max(1, perDay / MOST_PARTS);
    }

    /**
     * The usual deviation within an hour of each part of the day, which is a step, or a quarter of an hour where steps are shorter:
     * minutes share nearly all of their hours.
     */
    private static double[] byTimeOfDay(double[] deviations, int perDay) {
        int width = partWidth(perDay);
        int reach = perDay / 24;
        int days = deviations.length / perDay;
        int near = width + 2 * reach;
        double[] scales = new double[(perDay + width - 1) / width];
        double[] ofPart = new double[near * days];
        for (int part = 0; part < scales.length; part++) {
            for (int day = 0; day < days; day++) {
                for (int i = 0; i < near; i++) {
                    int at = Math.floorMod(part * width - reach + i, perDay);
                    ofPart[day * near + i] = deviations[day * perDay + at];
                }
            }
            scales[part] = quantile(ofPart, USUAL);
        }
        return scales;
    }

    /** Infinite when there are too few values to tell what is usual, or when nearly all of them are alike. */
    private static double quantile(double[] deviations, double share) {
        double[] sorted =
                Arrays.stream(deviations).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (sorted.length < LEAST_VALUES) {
            return Double.POSITIVE_INFINITY;
        }
        double value = sorted[(int) (share * sorted.length)];
        return value == 0 ? Double.POSITIVE_INFINITY : value;
    }
}
