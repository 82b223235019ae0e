package org.loadcast.features.transform;

import java.util.List;
import org.loadcast.features.calendar.DayTypes;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * Vacations of schools and works, where a holiday file tells them; no columns elsewhere.
 *
 * <p>{@code vacation.now} is whether the target lies in one, {@code vacation.since} and {@code vacation.left} count its days behind and
 * ahead, up to a week. {@code vacation.lag_7} tells whether last week's day was in one, {@code vacation.share_28} which part of the four weeks
 * before the target was, so that means of past load can be put right.
 */
public final class VacationFeatures implements Transform {

    private static final List<String> COLUMNS =
            List.of("vacation.now", "vacation.since", "vacation.left", "vacation.lag_7", "vacation.share_28");
    private static final int REACH_DAYS = 7;
    private static final int LEVEL_DAYS = 28;

    @Override
    public FittedTransform fit(PointInTimeView view) {
        return view.days().knowsVacations() ? Told.INSTANCE : Nothing.INSTANCE;
    }

    private enum Told implements FittedTransform {
        INSTANCE;

        @Override
        public List<String> columns() {
            return COLUMNS;
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            DayTypes days = view.days();
            int first = view.grid().indexOf(target.start());
            for (int row = 0; row < target.length(); row++) {
                long day = view.clock().epochDay(first + row);
                Cells cells = new Cells(out, row, firstColumn);
                cells.put(days.isVacation(day));
                cells.put(run(days, day, -1));
                cells.put(run(days, day, 1));
                cells.put(days.isVacation(day - 7));
                cells.put(share(days, day));
            }
        }

        /** Days of vacation from {@code day} on in one direction, this one included. */
        private static int run(DayTypes days, long day, int direction) {
            int length = 0;
            while (length < REACH_DAYS && days.isVacation(day + (long) direction * length)) {
                length++;
            }
            return length;
        }

        private static double share(DayTypes days, long day) {
            int count = 0;
            for (int back = 1; back <= LEVEL_DAYS; back++) {
                count += days.isVacation(day - back) ? 1 : 0;
            }
            return (double) count / LEVEL_DAYS;
        }
    }
}
