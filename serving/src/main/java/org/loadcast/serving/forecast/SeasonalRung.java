package org.loadcast.serving.forecast;

import java.time.Duration;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * The load at the same local time on the latest known day of the same kind, moved by how far the newest reading is off the
 * same rule (fading within hours), and spread by the errors that this very rule made on days of
 * that kind over the past weeks.
 */
final class SeasonalRung implements Rung {

    private static final int DAYS_TO_SEARCH = 14;
    private static final int DAYS_OF_ERRORS = 42;
    private static final int FEWEST_ERRORS = 20;
    private static final Duration DEVIATION_MUST_BE_NEWER = Duration.ofHours(1);
    private static final double DEVIATION_FADES_HOURS = 1.5;
    private static final double NEGLIGIBLE = 0.02;

    @Override
    public Tier tier() {
        return Tier.SEASONAL;
    }

    @Override
    public Answer answer(PointInTimeView view, TimeGrid target, Quantiles quantiles) {
        Rule rule = new Rule(view);
        int first = view.grid().indexOf(target.start());
        double[] points = new double[target.length()];
        Sample[] byHour = new Sample[24];
        Sample all = new Sample();
        for (int row = 0; row < points.length; row++) {
            int index = first + row;
            points[row] = rule.predict(index, 0);
            if (Double.isNaN(points[row])) {
                return new Answer.Passed("no like day of the " + DAYS_TO_SEARCH
                        + " before the cutoff has a reading at the local time of " + target.startOf(row) + ".");
            }
            int hour = (int) view.clock().hour(index);
            byHour[hour] = byHour[hour] == null ? new Sample() : byHour[hour];
            addErrors(rule, view, index, byHour[hour]);
        }
        for (Sample errors : byHour) {
            if (errors != null) {
                all.addAll(errors);
            }
        }
        if (all.size() < FEWEST_ERRORS) {
            return new Answer.Passed(
                    "only " + all.size() + " past errors of the rule are known, too few to tell its spread.");
        }
        return new Answer.Given(new QuantileRows(quantiles, spread(view, first, points, byHour, all, quantiles)));
    }

    private static void addErrors(Rule rule, PointInTimeView view, int index, Sample errors) {
        boolean workday = rule.isWorkday(index);
        for (int days = 1; days <= DAYS_OF_ERRORS; days++) {
            int past = view.clock().daysBefore(index, days);
            if (rule.isWorkday(past) == workday) {
                double error = view.load(past) - rule.predict(index, days);
                if (!Double.isNaN(error)) {
                    errors.add(error);
                }
            }
        }
    }

    private static double[][] spread(
            PointInTimeView view, int first, double[] points, Sample[] byHour, Sample all, Quantiles quantiles) {
        double[][] offsets = new double[24][];
        double[][] rows = new double[points.length][quantiles.count()];
        Sign sign = Sign.of(view);
        for (int row = 0; row < points.length; row++) {
            int hour = (int) view.clock().hour(first + row);
            if (offsets[hour] == null) {
                Sample errors = byHour[hour].size() < FEWEST_ERRORS ? all : byHour[hour];
                offsets[hour] = errors.quantiles(quantiles);
            }
            for (int q = 0; q < quantiles.count(); q++) {
                rows[row][q] = sign.keep(points[row] + offsets[hour][q]);
            }
        }
        return rows;
    }

    /** Which signs the load had in the weeks that the errors are from; a meter that only consumes goes on doing so. */
    private record Sign(boolean consumes, boolean generates) {

        static Sign of(PointInTimeView view) {
            int steps = (int)
                    (Duration.ofDays(DAYS_OF_ERRORS).toSeconds() / view.step().toSeconds());
            boolean consumes = false;
            boolean generates = false;
            for (int index = view.cutoffIndex() - steps; index < view.cutoffIndex(); index++) {
                consumes |= view.load(index) > 0;
                generates |= view.load(index) < 0;
            }
            return new Sign(consumes, generates);
        }

        double keep(double kilowatts) {
            double atLeast = generates ? kilowatts : Math.max(0, kilowatts);
            return consumes ? atLeast : Math.min(0, atLeast);
        }
    }

    /** The rule, seen from the view's cutoff and from the same time of earlier days. */
    private static final class Rule {

        private final PointInTimeView view;
        private final LocalClock clock;
        private final int newest;
        private final double hoursPerStep;

        Rule(PointInTimeView view) {
            this.view = view;
            this.clock = view.clock();
            this.hoursPerStep = view.step().toSeconds() / 3600.0;
            int oldest = view.cutoffIndex()
                    - (int) (DEVIATION_MUST_BE_NEWER.toSeconds() / view.step().toSeconds());
            int index = view.cutoffIndex() - 1;
            while (index >= oldest && Double.isNaN(view.load(index))) {
                index--;
            }
            this.newest = index >= oldest ? index : -1;
        }

        boolean isWorkday(int index) {
            return view.days().isWorkday(clock.epochDay(index));
        }

        /** What the rule says {@code ago} days before the cutoff for the interval {@code ago} days before {@code index}. */
        double predict(int index, int ago) {
            double like = likeDay(index, index, ago);
            double weight = newest < 0 ? 0 : Math.exp(-(index - newest) * hoursPerStep / DEVIATION_FADES_HOURS);
            if (weight < NEGLIGIBLE) {
                return like;
            }
            int newestThen = ago == 0 ? newest : clock.daysBefore(newest, ago);
            double deviation = view.load(newestThen) - likeDay(newest, index, ago);
            return like + (Double.isNaN(deviation) ? 0 : weight * deviation);
        }

        /**
         * The load {@code ago} days before {@code index} on the latest like day of which, at that time, the load at the
         * time of {@code reach} was known too.
         */
        private double likeDay(int index, int reach, int ago) {
            int nearest = 1;
            while (clock.daysBefore(reach, nearest) >= view.cutoffIndex()) {
                nearest++;
            }
            int then = ago == 0 ? index : clock.daysBefore(index, ago);
            boolean workday = isWorkday(then);
            for (int days = nearest; days < nearest + DAYS_TO_SEARCH; days++) {
                int earlier = clock.daysBefore(then, days);
                if (isWorkday(earlier) == workday) {
                    double load = view.load(earlier);
                    if (!Double.isNaN(load)) {
                        return load;
                    }
                }
            }
            return Double.NaN;
        }
    }
}
