package org.loadcast.features.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * What the load did before: newest values, the same wall-clock time on earlier days, levels and typical profile.
 *
 * <p>Every lag is by time. A lagged interval that had not ended at the cutoff is missing; the {@code lag.recent} columns
 * hold the newest days of which that time of day is known, whatever the lead time. Units: kW.
 */
public final class LoadFeatures implements Transform, FittedTransform {

    /** The column of the meter's size: mean absolute load of the last four weeks, or of as much as there is. */
    public static final String LEVEL = "lag.level";

    /** The column of the newest value. */
    public static final String LAST = "lag.last_1";

    /** The column of the typical value. */
    public static final String PROFILE = "lag.profile_p50";

    /** The columns of the typical value's range, P10 and P90. */
    public static final String PROFILE_LOW = "lag.profile_p10";

    public static final String PROFILE_HIGH = "lag.profile_p90";

    private static final Set<String> NOT_LOAD = Set.of("lag.lead_hours", "lag.recent_age", "lag.recent_kind");
    private static final int[] LEVEL_DAYS = {28, 7, 1};
    private static final int[] DAY_LAGS = {1, 2, 3, 7, 14, 21, 28};
    private static final int RECENT = 3;
    private static final int RECENT_MEAN_DAYS = 7;
    private static final int SAME_KIND_DAYS = 4;
    private static final int LONGEST_DAYS = 42;
    private static final int CHANGES = 8;
    private static final int[] CHANGE_DAYS = {1, 2, 7, 14};
    private static final double[] PROFILE_LEVELS = {0.1, 0.5, 0.9};

    private final KernelProfile profile = new KernelProfile(10, 4);
    private final boolean near;
    private final List<String> columns;

    /** Load features; {@code near} adds the changes that matter in the next hour. */
    public LoadFeatures(boolean near) {
        this.near = near;
        this.columns = names(near);
    }

    /** Whether a column holds a load in kW, so that it scales with the meter. */
    public static boolean isLoad(String column) {
        return column.startsWith("lag.") && !NOT_LOAD.contains(column);
    }

    private static List<String> names(boolean near) {
        List<String> names = new ArrayList<>(List.of("lag.lead_hours"));
        for (int i = 1; i <= 4; i++) {
            names.add("lag.last_" + i);
        }
        names.addAll(List.of("lag.mean_1h", "lag.mean_4h", "lag.mean_24h", "lag.mean_7d", "lag.mean_28d", LEVEL));
        names.addAll(List.of("lag.min_24h", "lag.max_24h", "lag.std_24h", "lag.now_minus_day", "lag.now_minus_week"));
        for (int day : DAY_LAGS) {
            names.add("lag.day_" + day);
        }
        for (int i = 1; i <= RECENT; i++) {
            names.add("lag.recent_" + i);
        }
        names.addAll(List.of("lag.recent_age", "lag.recent_smooth", "lag.recent_mean", "lag.same_kind_mean"));
        names.addAll(List.of("lag.recent_kind", "lag.recent_day_mean"));
        for (double level : PROFILE_LEVELS) {
            names.add("lag.profile_p" + Math.round(level * 100));
        }
        if (near) {
            for (int i = 1; i <= CHANGES; i++) {
                names.add("lag.change_" + i);
            }
            for (int day : CHANGE_DAYS) {
                names.add("lag.change_day_" + day);
            }
            names.addAll(List.of("lag.profile_minus_last", "lag.profile_change", "lag.off_profile_4"));
        }
        return List.copyOf(names);
    }

    @Override
    public FittedTransform fit(PointInTimeView view) {
        return this;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
        double[] state = state(view);
        int firstTarget = view.grid().indexOf(target.start());
        double stepHours = view.step().toSeconds() / 3600.0;
        for (int row = 0; row < target.length(); row++) {
            int index = firstTarget + row;
            Cells cells = new Cells(out, row, firstColumn);
            cells.put((index - view.cutoffIndex() + 1) * stepHours);
            for (double value : state) {
                cells.put(value);
            }
            putLags(view, index, cells);
            double[] typical = profile.quantiles(view, index, PROFILE_LEVELS);
            for (double value : typical) {
                cells.put(value);
            }
            if (near) {
                putChanges(view, index, typical[1], cells);
            }
        }
    }

    private static double level(PointInTimeView view) {
        int perDay = view.grid().stepsPerDay();
        for (int days : LEVEL_DAYS) {
            double level = view.meanMagnitude(view.cutoffIndex() - days * perDay, view.cutoffIndex());
            if (level > 0) {
                return level;
            }
        }
        return Double.NaN;
    }

    /** What depends on the cutoff alone. */
    private static double[] state(PointInTimeView view) {
        int cutoff = view.cutoffIndex();
        int perDay = view.grid().stepsPerDay();
        int perHour = Math.max(1, perDay / 24);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = cutoff - perDay; i < cutoff; i++) {
            double load = view.load(i);
            if (!Double.isNaN(load)) {
                min = Math.min(min, load);
                max = Math.max(max, load);
                sum += load;
                squares += load * load;
                count++;
            }
        }
        double mean = sum / count;
        double lastHour = view.meanLoad(cutoff - perHour, cutoff);
        return new double[] {
            view.load(cutoff - 1),
            view.load(cutoff - 2),
            view.load(cutoff - 3),
            view.load(cutoff - 4),
            lastHour,
            view.meanLoad(cutoff - 4 * perHour, cutoff),
            view.meanLoad(cutoff - perDay, cutoff),
            view.meanLoad(cutoff - 7 * perDay, cutoff),
            view.meanLoad(cutoff - 28 * perDay, cutoff),
            level(view),
            count == 0 ? Double.NaN : min,
            count == 0 ? Double.NaN : max,
            count == 0 ? Double.NaN : Math.sqrt(Math.max(0, squares / count - mean * mean)),
            lastHour - view.meanLoad(cutoff - perDay - perHour, cutoff - perDay),
            lastHour - view.meanLoad(cutoff - 7 * perDay - perHour, cutoff - 7 * perDay)
        };
    }

    private static void putLags(PointInTimeView view, int index, Cells cells) {
        LocalClock clock = view.clock();
        for (int day : DAY_LAGS) {
            cells.put(view.load(clock.daysBefore(index, day)));
        }
        double[] recent = new double[RECENT_MEAN_DAYS];
        int found = 0;
        int age = 0;
        int kind = view.days().kind(clock.epochDay(index));
        double sameKind = 0;
        int sameKindFound = 0;
        for (int day = 1; day <= LONGEST_DAYS && (found < RECENT_MEAN_DAYS || sameKindFound < SAME_KIND_DAYS); day++) {
            int lagged = clock.daysBefore(index, day);
            double load = view.load(lagged);
            if (Double.isNaN(load)) {
                continue;
            }
            if (found < RECENT_MEAN_DAYS) {
                recent[found++] = load;
                age = age == 0 ? day : age;
            }
            if (sameKindFound < SAME_KIND_DAYS && view.days().kind(clock.epochDay(lagged)) == kind) {
                sameKind += load;
                sameKindFound++;
            }
        }
        double sum = 0;
        for (int i = 0; i < found; i++) {
            sum += recent[i];
        }
        for (int i = 0; i < RECENT; i++) {
            cells.put(i < found ? recent[i] : Double.NaN);
        }
        int newest = clock.daysBefore(index, Math.max(1, age));
        int perHour = Math.max(1, view.grid().stepsPerDay() / 24);
        int perDay = view.grid().stepsPerDay();
        cells.put(age);
        cells.put(view.meanLoad(newest - perHour, newest + perHour + 1));
        cells.put(found == 0 ? Double.NaN : sum / found);
        cells.put(sameKindFound == 0 ? Double.NaN : sameKind / sameKindFound);
        cells.put(view.days().kind(clock.epochDay(newest)));
        cells.put(view.meanLoad(newest - perDay / 2, newest + perDay / 2));
    }

    private void putChanges(PointInTimeView view, int index, double typical, Cells cells) {
        int cutoff = view.cutoffIndex();
        for (int i = 1; i <= CHANGES; i++) {
            cells.put(view.load(cutoff - i) - view.load(cutoff - i - 1));
        }
        int lead = index - cutoff + 1;
        for (int day : CHANGE_DAYS) {
            int lagged = view.clock().daysBefore(index, day);
            cells.put(view.load(lagged) - view.load(lagged - lead));
        }
        double typicalNow = profile.quantiles(view, cutoff - 1, new double[] {0.5})[0];
        cells.put(typical - view.load(cutoff - 1));
        cells.put(typical - typicalNow);
        cells.put(view.meanLoad(cutoff - 4, cutoff) - typicalNow);
    }
}
