package org.loadcast.training.forecaster.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.ForecastContext;

/** Finds the days that are most like the target's. */
final class SimilarDays implements Baseline.Rule {

    private static final int REACH_DAYS = 400;
    private static final double OTHER_KIND = 8;
    private static final double PER_DEGREE = 1;
    private static final double PER_MONTH_OF_SEASON = 1.5;
    private static final double PER_MONTH_OF_AGE = 0.4;

    private final int days;

    SimilarDays(int days) {
        this.days = days;
    }

    private record Candidate(double distance, double load) {}

    @Override
    public double[] quantiles(ForecastContext context, int row, Quantiles levels) {
        PointInTimeView view = context.view();
        int target = context.targetIndex(row);
        int perDay = view.grid().stepsPerDay();
        double temperature = meanTemperature(view, target);
        List<Candidate> nearest = IntStream.rangeClosed(1, REACH_DAYS)
                .filter(day -> !Double.isNaN(view.load(view.clock().daysBefore(target, day))))
                .mapToObj(day -> candidate(view, target, day, temperature, perDay))
                .sorted(Comparator.comparingDouble(Candidate::distance))
                .limit(days)
                .toList();
        double[] loads = nearest.stream().mapToDouble(Candidate::load).toArray();
        return Baseline.constant(Arrays.stream(loads).average().orElse(Double.NaN), levels);
    }

    private static Candidate candidate(PointInTimeView view, int target, int day, double temperature, int perDay) {
        LocalClock clock = view.clock();
        int then = clock.daysBefore(target, day);
        boolean sameKind =
                view.days().kind(clock.epochDay(target)) == view.days().kind(clock.epochDay(then));
        double degrees = Math.abs(temperature - meanTemperature(view, then));
        double season = Math.min(day % 365, 365 - day % 365) / 30.0;
        double distance = (sameKind ? 0 : OTHER_KIND)
                + (Double.isNaN(degrees) ? 0 : PER_DEGREE * degrees)
                + PER_MONTH_OF_SEASON * season
                + PER_MONTH_OF_AGE * day / 30.0;
        int cutoff = view.cutoffIndex();
        double now = view.meanMagnitude(cutoff - 7 * perDay, cutoff);
        double before = view.meanMagnitude(then - 7 * perDay, then);
        double ratio = now > 0 && before > 0 ? Math.max(0.5, Math.min(2, now / before)) : 1;
        return new Candidate(distance, ratio * view.load(then));
    }

    private static double meanTemperature(PointInTimeView view, int index) {
        double sum = 0;
        int count = 0;
        for (int column = 0; column < view.weatherKeys().size(); column++) {
            if (view.weatherKeys().get(column).variable().equals("temperature_c")) {
                double value = view.weather(column, index);
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
