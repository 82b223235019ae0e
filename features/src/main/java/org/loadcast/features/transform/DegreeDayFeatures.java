package org.loadcast.features.transform;

import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/**
 * How much there is to heat and to cool: kelvin below or above a base temperature, of the target interval ({@code
 * degree.heating_15}) and as the mean over the day that ends with it ({@code degree.heating_15_day}, one day's degree days).
 *
 * <p>A column for each of several bases, so that a model chooses the one that suits the building. The temperature is the
 * stations' mean; where it is not known ahead, the newest known day stands in. No columns without a temperature.
 */
public final class DegreeDayFeatures implements Transform {

    /** Bases of heating in use between Britain (15.5) and the United States (65 °F), °C. */
    private static final int[] HEATING_C = {12, 15, 18};

    private static final int[] COOLING_C = {18, 21, 24};

    @Override
    public FittedTransform fit(PointInTimeView view) {
        return new Fitted(StationMean.of(view, "temperature_c"));
    }

    private static final class Fitted implements FittedTransform {

        private final StationMean temperature;
        private final List<String> columns;

        Fitted(StationMean temperature) {
            this.temperature = temperature;
            this.columns = temperature.isAbsent() ? List.of() : names();
        }

        private static List<String> names() {
            List<String> names = new ArrayList<>();
            for (int base : HEATING_C) {
                names.addAll(List.of("degree.heating_" + base, "degree.heating_" + base + "_day"));
            }
            for (int base : COOLING_C) {
                names.addAll(List.of("degree.cooling_" + base, "degree.cooling_" + base + "_day"));
            }
            return List.copyOf(names);
        }

        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            if (columns.isEmpty()) {
                return;
            }
            int perDay = view.grid().stepsPerDay();
            int first = view.grid().indexOf(target.start());
            int from = Math.min(first, view.cutoffIndex()) - 2 * perDay;
            double[] values = temperature.filled(view, from, first + target.length());
            for (int row = 0; row < target.length(); row++) {
                int at = first + row - from;
                Cells cells = new Cells(out, row, firstColumn);
                for (int base : HEATING_C) {
                    putDegrees(cells, values, at, perDay, base, -1);
                }
                for (int base : COOLING_C) {
                    putDegrees(cells, values, at, perDay, base, 1);
                }
            }
        }

        private static void putDegrees(Cells cells, double[] values, int at, int perDay, int base, int sign) {
            cells.put(degrees(values[at], base, sign));
            double sum = 0;
            int count = 0;
            for (int i = at - perDay + 1; i <= at; i++) {
                double degrees = degrees(values[i], base, sign);
                if (!Double.isNaN(degrees)) {
                    sum += degrees;
                    count++;
                }
            }
            cells.put(count == 0 ? Double.NaN : sum / count);
        }

        /** NaN where the value is: {@code Math.max} passes it on. */
        private static double degrees(double value, int base, int sign) {
            return Math.max(0, sign * (value - base));
        }
    }
}
