package org.loadcast.training.forecaster.baseline;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.ForecastContext;

/** Finds the days that are most like the target's. */
final class SimilarDays implements Baseline.Rule {

    /** A service keeps about a hundred days at hand: looking further back would train on more than is served. */
    private static final int REACH_DAYS = 90;

    private static final int SPARE = 4;
    private static final double OTHER_KIND = 8;
    private static final double PER_DEGREE = 1;
    private static final double PER_MONTH_OF_SEASON = 1.5;
    private static final double PER_MONTH_OF_AGE = 0.4;

    private final int days;

    SimilarDays(int days) {
        this.days = days;
    }

    private record Day(int before, double distance, double ratio) {}

    @Override
    public double[][] quantiles(ForecastContext context, Quantiles levels) {
        PointInTimeView view = context.view();
        Map<Long, List<Day>> byTargetDay = new HashMap<>();
        double[][] result = new double[context.target().length()][];
        for (int row = 0; row < result.length; row++) {
            int target = context.targetIndex(row);
            List<Day> nearest = byTargetDay.computeIfAbsent(view.clock().epochDay(target), d -> nearest(view, target));
            result[row] = Baseline.constant(mean(view, target, nearest), levels);
        }
        return result;
    }

    private double mean(PointInTimeView view, int target, List<Day> nearest) {
        double sum = 0;
        int count = 0;
        for (Day day : nearest) {
            double load = view.load(view.clock().daysBefore(target, day.before()));
            if (!Double.isNaN(load) && count < days) {
                sum += day.ratio() * load;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Past days by their distance to the day of {@code target}; more than are averaged, for the gaps. */
    private List<Day> nearest(PointInTimeView view, int target) {
        double temperature = dayTemperature(view, target);
        return IntStream.rangeClosed(1, REACH_DAYS)
                .mapToObj(before -> day(view, target, before, temperature))
                .sorted(Comparator.comparingDouble(Day::distance))
                .limit(SPARE * (long) days)
                .toList();
    }

    private static Day day(PointInTimeView view, int target, int before, double temperature) {
        LocalClock clock = view.clock();
        int then = clock.daysBefore(target, before);
        boolean sameKind =
                view.days().kind(clock.epochDay(target)) == view.days().kind(clock.epochDay(then));
        double degrees = Math.abs(temperature - dayTemperature(view, then));
        double season = Math.min(before % 365, 365 - before % 365) / 30.0;
        double distance = (sameKind ? 0 : OTHER_KIND)
                + (Double.isNaN(degrees) ? 0 : PER_DEGREE * degrees)
                + PER_MONTH_OF_SEASON * season
                + PER_MONTH_OF_AGE * before / 30.0;
        int perDay = view.grid().stepsPerDay();
        int cutoff = view.cutoffIndex();
        double now = view.meanMagnitude(cutoff - 7 * perDay, cutoff);
        double level = view.meanMagnitude(then - 7 * perDay, then);
        double ratio = now > 0 && level > 0 ? Math.max(0.5, Math.min(2, now / level)) : 1;
        return new Day(before, distance, ratio);
    }

    /** Mean temperature of the local day, from a value every three hours. */
    private static double dayTemperature(PointInTimeView view, int index) {
        int perHour = Math.max(1, view.grid().stepsPerDay() / 24);
        int midnight = index - view.clock().slot(index);
        double sum = 0;
        int count = 0;
        for (int hour = 0; hour < 24; hour += 3) {
            double value = meanTemperature(view, midnight + hour * perHour);
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
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
