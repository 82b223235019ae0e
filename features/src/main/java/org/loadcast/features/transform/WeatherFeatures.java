package org.loadcast.features.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.features.view.WeatherKey;

/**
 * The weather of the target interval and of the hours and days before it.
 *
 * <p>Every station's variable is a column of its own. Temperature, averaged over the stations, also comes lagged,
 * exponentially smoothed (a building's thermal mass), as the local day's mean, minimum and maximum, and as the difference
 * to the days that the load lags look at. Where weather is not known ahead, the newest measured state stands in.
 */
public final class WeatherFeatures implements Transform {

    private static final double[] HALF_LIFE_HOURS = {4, 17, 50};
    private static final int[] LAG_HOURS = {1, 2, 3, 6, 12, 24, 48};
    private static final int LOOK_BACK_DAYS = 10;
    private static final double SMOOTH_HOURS = 1.5;
    private static final double TEN_METRES_TO_HUB = 1.35;

    private final boolean near;

    /** Weather features; {@code near} leaves out the slow ones, which do not matter in the next hour. */
    public WeatherFeatures(boolean near) {
        this.near = near;
    }

    @Override
    public FittedTransform fit(PointInTimeView view) {
        if (near) {
            return new Near(view.weatherKeys());
        }
        return view.futureWeather() == FutureWeather.NONE
                ? new Measured(view.weatherKeys())
                : new Ahead(view.weatherKeys());
    }

    /** Which weather columns there are, and which of them are temperatures. */
    private abstract static class Stations implements FittedTransform {

        final int[] all;
        final int[] temperature;
        private final List<String> columns;

        Stations(List<WeatherKey> keys, Function<WeatherKey, List<String>> perKey, List<String> perTemperature) {
            all = IntStream.range(0, keys.size())
                    .filter(k -> !keys.get(k).isPrice())
                    .toArray();
            temperature = IntStream.range(0, keys.size())
                    .filter(k -> keys.get(k).variable().equals("temperature_c"))
                    .toArray();
            List<String> names = new ArrayList<>();
            IntStream.of(all).forEach(k -> names.addAll(perKey.apply(keys.get(k))));
            if (temperature.length > 0) {
                names.addAll(perTemperature);
            }
            columns = List.copyOf(names);
        }

        @Override
        public final List<String> columns() {
            return columns;
        }
    }

    private static String name(WeatherKey key) {
        return "wx." + key.variable() + "@" + key.location();
    }

    /** A variable, or the mean of several, over {@code [from, to)}; NaN where nothing is known. */
    private static double[] window(PointInTimeView view, int[] columns, int from, int to) {
        double[] values = new double[to - from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            int count = 0;
            for (int column : columns) {
                double value = view.weather(column, i);
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
            values[i - from] = count == 0 ? Double.NaN : sum / count;
        }
        return values;
    }

    private static double[] smoothed(double[] values, double halfLifeSteps) {
        double keep = Math.pow(0.5, 1 / halfLifeSteps);
        double[] result = new double[values.length];
        double state = Double.NaN;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                state = Double.isNaN(state) ? values[i] : keep * state + (1 - keep) * values[i];
            }
            result[i] = state;
        }
        return result;
    }

    private static boolean isWind(WeatherKey key) {
        return key.variable().startsWith("wind_speed");
    }

    private static boolean isIrradiance(WeatherKey key) {
        return key.variable().equals("ghi_wm2");
    }

    /** Share of a turbine's rated power: a logistic curve through half power at 8 m/s at hub height. */
    private static double turbineOutput(double windMs, WeatherKey key) {
        double atHub = key.variable().contains("100m") ? windMs : TEN_METRES_TO_HUB * windMs;
        return 1 / (1 + Math.exp(-(atHub - 8) / 1.7));
    }

    private static int perHour(PointInTimeView view) {
        return Math.max(1, view.grid().stepsPerDay() / 24);
    }

    /** Weather is known ahead. */
    private static final class Ahead extends Stations {

        private final List<WeatherKey> keys;

        Ahead(List<WeatherKey> keys) {
            super(keys, Ahead::names, temperatureNames());
            this.keys = keys;
        }

        private static List<String> names(WeatherKey key) {
            String name = name(key);
            return isWind(key)
                    ? List.of(name, name + ".power", name + ".smooth")
                    : isIrradiance(key) ? List.of(name, name + ".smooth", name + ".day_mean") : List.of(name);
        }

        private static List<String> temperatureNames() {
            List<String> names = new ArrayList<>(List.of("temp.now"));
            for (double halfLife : HALF_LIFE_HOURS) {
                names.add("temp.smooth_" + (int) halfLife + "h");
            }
            for (int hours : LAG_HOURS) {
                names.add("temp.lag_" + hours + "h");
            }
            names.addAll(List.of("temp.day_mean", "temp.day_min", "temp.day_max"));
            names.addAll(List.of("temp.minus_recent", "temp.minus_week"));
            return names;
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            int at = firstColumn;
            for (int column : all) {
                applyVariable(view, target, column, out, at);
                at += names(keys.get(column)).size();
            }
            if (temperature.length > 0) {
                applyTemperature(view, target, out, at);
            }
        }

        private void applyVariable(
                PointInTimeView view, TimeGrid target, int column, FeatureMatrix out, int firstColumn) {
            WeatherKey key = keys.get(column);
            int firstTarget = view.grid().indexOf(target.start());
            int perDay = view.grid().stepsPerDay();
            boolean derived = isWind(key) || isIrradiance(key);
            int from = derived ? firstTarget - perDay : firstTarget;
            int to = firstTarget + target.length() + (derived ? perDay : 0);
            double[] values = window(view, new int[] {column}, from, to);
            double[] smooth = smoothed(values, SMOOTH_HOURS * perHour(view));
            DayRange day = new DayRange(view.clock(), values, from);
            for (int row = 0; row < target.length(); row++) {
                int at = firstTarget + row - from;
                Cells cells = new Cells(out, row, firstColumn);
                cells.put(values[at]);
                if (isWind(key)) {
                    cells.put(turbineOutput(values[at], key));
                    cells.put(smooth[at]);
                } else if (isIrradiance(key)) {
                    day.moveTo(firstTarget + row);
                    cells.put(smooth[at]);
                    cells.put(day.mean);
                }
            }
        }

        private void applyTemperature(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            int perDay = view.grid().stepsPerDay();
            int firstTarget = view.grid().indexOf(target.start());
            int from = firstTarget - LOOK_BACK_DAYS * perDay;
            double[] values = window(view, temperature, from, firstTarget + target.length() + perDay);
            List<double[]> smooth = Arrays.stream(HALF_LIFE_HOURS)
                    .mapToObj(hours -> smoothed(values, hours * perHour(view)))
                    .toList();
            DayRange day = new DayRange(view.clock(), values, from);
            for (int row = 0; row < target.length(); row++) {
                int at = firstTarget + row - from;
                Cells cells = new Cells(out, row, firstColumn);
                cells.put(values[at]);
                smooth.forEach(s -> cells.put(s[at]));
                for (int hours : LAG_HOURS) {
                    cells.put(values[at - hours * perHour(view)]);
                }
                day.moveTo(firstTarget + row);
                cells.put(day.mean);
                cells.put(day.min);
                cells.put(day.max);
                int recent = firstTarget + row < view.cutoffIndex() + perDay ? perDay : 2 * perDay;
                cells.put(values[at] - values[at - recent]);
                cells.put(values[at] - values[at - 7 * perDay]);
            }
        }
    }

    /** Mean, minimum and maximum over the local day of an interval. */
    private static final class DayRange {

        private final LocalClock clock;
        private final double[] values;
        private final int from;
        private long day = Long.MIN_VALUE;
        private double mean;
        private double min;
        private double max;

        DayRange(LocalClock clock, double[] values, int from) {
            this.clock = clock;
            this.values = values;
            this.from = from;
        }

        void moveTo(int index) {
            if (clock.epochDay(index) == day) {
                return;
            }
            day = clock.epochDay(index);
            double sum = 0;
            int count = 0;
            min = Double.NaN;
            max = Double.NaN;
            int first = index;
            while (first > from && clock.epochDay(first - 1) == day) {
                first--;
            }
            for (int i = first; i - from < values.length && clock.epochDay(i) == day; i++) {
                double value = values[i - from];
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                    min = Double.isNaN(min) ? value : Math.min(min, value);
                    max = Double.isNaN(max) ? value : Math.max(max, value);
                }
            }
            mean = count == 0 ? Double.NaN : sum / count;
        }
    }

    /** Weather ends at the cutoff: its newest state and slow means describe the season and the air mass. */
    private static final class Measured extends Stations {

        Measured(List<WeatherKey> keys) {
            super(
                    keys,
                    key -> List.of(name(key) + ".mean_24h"),
                    List.of(
                            "temp.now",
                            "temp.smooth_4h",
                            "temp.smooth_17h",
                            "temp.smooth_50h",
                            "temp.change_24h",
                            "temp.max_24h",
                            "temp.min_24h",
                            "temp.same_hour"));
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            int cutoff = view.cutoffIndex();
            int perDay = view.grid().stepsPerDay();
            double[] state = new double[all.length];
            for (int column : all) {
                state[column] = Arrays.stream(window(view, new int[] {column}, cutoff - perDay, cutoff))
                        .filter(v -> !Double.isNaN(v))
                        .average()
                        .orElse(Double.NaN);
            }
            int from = cutoff - LOOK_BACK_DAYS * perDay;
            double[] values = window(view, temperature, from, cutoff);
            double[] air = temperature.length == 0 ? new double[0] : airMass(values, perDay);
            int firstTarget = view.grid().indexOf(target.start());
            for (int row = 0; row < target.length(); row++) {
                Cells cells = new Cells(out, row, firstColumn);
                for (double value : state) {
                    cells.put(value);
                }
                for (double value : air) {
                    cells.put(value);
                }
                if (air.length > 0) {
                    int back = ((firstTarget + row - cutoff) / perDay + 1) * perDay;
                    cells.put(values[firstTarget + row - back - from]);
                }
            }
        }

        private static double[] airMass(double[] values, int perDay) {
            int last = values.length - 1;
            double perHour = perDay / 24.0;
            double[] day = Arrays.stream(values, values.length - perDay, values.length)
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            return new double[] {
                values[last],
                smoothed(values, HALF_LIFE_HOURS[0] * perHour)[last],
                smoothed(values, HALF_LIFE_HOURS[1] * perHour)[last],
                smoothed(values, HALF_LIFE_HOURS[2] * perHour)[last],
                values[last] - values[last - perDay],
                Arrays.stream(day).max().orElse(Double.NaN),
                Arrays.stream(day).min().orElse(Double.NaN)
            };
        }
    }

    /** In the next hour: the value there and its change from the last measured interval. */
    private static final class Near extends Stations {

        Near(List<WeatherKey> keys) {
            super(keys, key -> List.of(name(key), name(key) + ".change", name(key) + ".change_1h"), List.of());
        }

        @Override
        public void apply(PointInTimeView view, TimeGrid target, FeatureMatrix out, int firstColumn) {
            int last = view.cutoffIndex() - 1;
            int firstTarget = view.grid().indexOf(target.start());
            for (int row = 0; row < target.length(); row++) {
                Cells cells = new Cells(out, row, firstColumn);
                for (int column : all) {
                    double value = view.weather(column, firstTarget + row);
                    cells.put(value);
                    cells.put(value - view.weather(column, last));
                    cells.put(value - view.weather(column, last - perHour(view)));
                }
            }
        }
    }
}
