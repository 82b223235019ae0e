package org.loadcast.features.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.loadcast.features.calendar.DayTypes;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.MeasuredLoad;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Everything that is stored about one meter, laid on the grid of its load; read only through {@link #asOf}.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class MeterHistory {

    private final Meter meter;
    private final DayTypes days;
    private final LocalClock clock;
    private final FutureWeather futureWeather;
    private final TimeGrid grid;
    private final double[] load;
    private final Optional<IntervalEnds> ends;
    private final double[] cumulativeLoad;
    private final double[] cumulativeMagnitude;
    private final int[] cumulativeCount;
    private final List<WeatherKey> weatherKeys = new ArrayList<>();
    private final List<SharedWeather.Placed> observed = new ArrayList<>();
    private final long[] runAvailableAt;
    private final List<SharedWeather.PlacedTable> runs = new ArrayList<>();

    /** The history of one meter by itself, see the other constructor. */
    public MeterHistory(
            Meter meter,
            HolidayCalendar holidays,
            LoadSeries load,
            List<WeatherTable> observedWeather,
            List<WeatherRun> weatherRuns,
            FutureWeather futureWeather) {
        this(
                meter,
                holidays,
                MeasuredLoad.ofMeans(load),
                observedWeather,
                weatherRuns,
                futureWeather,
                new SharedWeather());
    }

    /**
     * The history of one meter.
     *
     * @param measured load; the grid of its means is the raster of everything else
     * @param observedWeather weather that was measured, one table a location
     * @param weatherRuns weather forecasts, in any order
     * @param futureWeather what a forecaster may know of the weather after a cutoff
     * @param weather shared with the histories of other meters
     */
    public MeterHistory(
            Meter meter,
            HolidayCalendar holidays,
            MeasuredLoad measured,
            List<WeatherTable> observedWeather,
            List<WeatherRun> weatherRuns,
            FutureWeather futureWeather,
            SharedWeather weather) {
        this.meter = meter;
        this.days = new DayTypes(holidays);
        this.futureWeather = futureWeather;
        this.grid = measured.means().grid();
        this.clock = new LocalClock(grid, meter.zone());
        this.load = measured.means().toArray();
        this.ends = measured.ends();
        this.cumulativeLoad = cumulative(this.load);
        this.cumulativeMagnitude = Arrays.stream(this.load).anyMatch(kilowatts -> kilowatts < 0)
                ? cumulative(Arrays.stream(this.load).map(Math::abs).toArray())
                : cumulativeLoad;
        this.cumulativeCount = new int[this.load.length + 1];
        for (int i = 0; i < this.load.length; i++) {
            cumulativeCount[i + 1] = cumulativeCount[i] + (Double.isNaN(this.load[i]) ? 0 : 1);
        }
        List<WeatherRun> sorted = weatherRuns.stream()
                .sorted(Comparator.comparing(WeatherRun::availableAt))
                .toList();
        for (WeatherTable table : observedWeather) {
            SharedWeather.PlacedTable placed = weather.place(table, grid);
            for (WeatherKey key : placed.keys()) {
                weatherKeys.add(key);
                observed.add(placed.column(key));
            }
        }
        for (WeatherRun run : sorted) {
            SharedWeather.PlacedTable placed = weather.place(run.table(), grid);
            runs.add(placed);
            for (WeatherKey key : placed.keys()) {
                if (!weatherKeys.contains(key)) {
                    weatherKeys.add(key);
                    observed.add(SharedWeather.Placed.NOTHING);
                }
            }
        }
        this.runAvailableAt = sorted.stream()
                .mapToLong(run -> run.availableAt().getEpochSecond())
                .toArray();
    }

    /** Sums of the values before each index; what is missing adds nothing. */
    private static double[] cumulative(double[] values) {
        double[] sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + (Double.isNaN(values[i]) ? 0 : values[i]);
        }
        return sums;
    }

    public Meter meter() {
        return meter;
    }

    DayTypes days() {
        return days;
    }

    LocalClock clock() {
        return clock;
    }

    /** The raster of the load; the first interval is index 0 of every view. */
    public TimeGrid grid() {
        return grid;
    }

    public FutureWeather futureWeather() {
        return futureWeather;
    }

    /** All that was known at {@code cutoff}: intervals that ended by then, forecasts available by then. */
    public PointInTimeView asOf(Instant cutoff) {
        return new PointInTimeView(this, cutoff, cutoff);
    }

    List<WeatherKey> weatherKeys() {
        return weatherKeys;
    }

    double loadAt(int index) {
        return index < 0 || index >= load.length ? Double.NaN : load[index];
    }

    boolean knowsEnds() {
        return ends.isPresent();
    }

    double endAt(int index, Function<IntervalEnds, LoadSeries> part) {
        return ends.map(part).map(series -> valueAt(series, index)).orElse(Double.NaN);
    }

    /** The value of {@code series}, which may begin and end elsewhere, in interval {@code index} of the grid. */
    private double valueAt(LoadSeries series, int index) {
        int at = series.grid().indexOf(grid.startOf(index));
        return at < 0 || at >= series.length() || series.isMissing(at) ? Double.NaN : series.kilowatts(at);
    }

    double meanLoad(int from, int to) {
        return mean(cumulativeLoad, from, to);
    }

    double meanMagnitude(int from, int to) {
        return mean(cumulativeMagnitude, from, to);
    }

    /** Mean over {@code [from, to)}, NaN when less than half of it is there. */
    private double mean(double[] cumulative, int from, int to) {
        int low = Math.max(from, 0);
        int high = Math.min(to, load.length);
        int count = high > low ? cumulativeCount[high] - cumulativeCount[low] : 0;
        return 2 * count < to - from || count == 0 ? Double.NaN : (cumulative[high] - cumulative[low]) / count;
    }

    double observedWeather(int column, int index, long knownAt) {
        return observed.get(column).valueKnownAt(index, knownAt);
    }

    /** The newest forecast value available at {@code cutoff}, NaN when no run covers the index. */
    double forecastWeather(int column, int index, long cutoff) {
        WeatherKey key = weatherKeys.get(column);
        for (int run = newestRun(cutoff); run >= 0; run--) {
            double value = runs.get(run).value(key, index);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    private int newestRun(long cutoff) {
        int low = 0;
        int high = runAvailableAt.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runAvailableAt[middle] <= cutoff) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
