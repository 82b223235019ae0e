package org.loadcast.features.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * What kind of meter it is, for a model of many: its size, the shape of its load over the last four weeks (or as much as is known), and its
 * category.
 *
 * <p>{@code meter.log_level} is the decimal logarithm of the mean load in kW; {@code meter.night}, {@code meter.weekend}, {@code
 * meter.peak} and {@code meter.generation} are the means from midnight to five and at weekends, the greatest load, and the mean of what
 * goes below zero, over that mean. A category is a column of its own, {@code meter.category=shop}, which is 1; other meters do not have it.
 */
public final class MeterFeatures implements Transform {

    private static final List<String> SHAPE =
            List.of("meter.log_level", "meter.night", "meter.weekend", "meter.peak", "meter.generation");
    private static final int DAYS = 28;
    private static final int NIGHT_ENDS_SECONDS = 5 * 3600;

    @Override
    public FittedTransform fit(PointInTimeView view) {
        Optional<String> category = view.meter().category();
        List<String> columns = new ArrayList<>(SHAPE);
        category.ifPresent(name -> columns.add("meter.category=" + name.toLowerCase(Locale.ROOT)));
        return new Fitted(List.copyOf(columns));
    }

    private record Fitted(List<String> columns) implements FittedTransform {

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            double[] shape = shape(view);
            for (int row = 0; row < target.length(); row++) {
                Cells cells = new Cells(out, row, firstColumn);
                for (double value : shape) {
                    cells.put(value);
                }
                if (columns.size() > shape.length) {
                    cells.put(1);
                }
            }
        }

        private static double[] shape(PointInTimeView view) {
            LocalClock clock = view.clock();
            Mean all = new Mean();
            Mean night = new Mean();
            Mean weekend = new Mean();
            Mean generation = new Mean();
            double peak = 0;
            for (int i = view.cutoffIndex() - DAYS * view.grid().stepsPerDay(); i < view.cutoffIndex(); i++) {
                double load = view.load(i);
                if (!Double.isNaN(load)) {
                    all.add(Math.abs(load));
                    generation.add(Math.max(0, -load));
                    peak = Math.max(peak, Math.abs(load));
                    if (clock.secondOfDay(i) < NIGHT_ENDS_SECONDS) {
                        night.add(load);
                    }
                    if (clock.weekday(i) >= 6) {
                        weekend.add(load);
                    }
                }
            }
            double level = all.value() > 0 ? all.value() : Double.NaN;
            return new double[] {
                Math.log10(level),
                night.value() / level,
                weekend.value() / level,
                peak / level,
                generation.value() / level
            };
        }
    }

    private static final class Mean {

        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        /** NaN of nothing. */
        double value() {
            return sum / count;
        }
    }
}
