package org.loadcast.serving.forecast;

import java.util.Optional;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * A typical day of the meter: the quantiles of the loads at the same local time, one step before and one after it, on all
 * known days of the same kind (workday, Saturday, Sunday or holiday); of all days where the kind is too rare.
 */
final class ProfileRung implements Rung {

    private static final int FEWEST_DAYS = 3;

    @Override
    public Tier tier() {
        return Tier.PROFILE;
    }

    @Override
    public Answer answer(PointInTimeView view, TimeGrid target, Quantiles quantiles) {
        int first = view.grid().indexOf(target.start());
        double[][] rows = new double[target.length()][];
        for (int row = 0; row < rows.length; row++) {
            Optional<Sample> sample = likeDays(view, first + row);
            if (sample.isEmpty()) {
                return new Answer.Passed("fewer than " + FEWEST_DAYS + " days are known at the local time of "
                        + target.startOf(row) + ".");
            }
            rows[row] = sample.get().quantiles(quantiles);
        }
        return new Answer.Given(new QuantileRows(quantiles, rows));
    }

    private static Optional<Sample> likeDays(PointInTimeView view, int index) {
        LocalClock clock = view.clock();
        int kind = view.days().kind(clock.epochDay(index));
        Sample same = new Sample();
        Sample all = new Sample();
        int sameDays = 0;
        int allDays = 0;
        for (int days = 1; ; days++) {
            int earlier = clock.daysBefore(index, days);
            if (earlier < 0) {
                break;
            }
            if (Double.isNaN(view.load(earlier))) {
                continue;
            }
            boolean like = view.days().kind(clock.epochDay(earlier)) == kind;
            sameDays += like ? 1 : 0;
            allDays++;
            for (int i = earlier - 1; i <= earlier + 1; i++) {
                double load = view.load(i);
                if (!Double.isNaN(load)) {
                    all.add(load);
                    if (like) {
                        same.add(load);
                    }
                }
            }
        }
        if (sameDays >= FEWEST_DAYS) {
            return Optional.of(same);
        }
        return allDays >= FEWEST_DAYS ? Optional.of(all) : Optional.empty();
    }
}
