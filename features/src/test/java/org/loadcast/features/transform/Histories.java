package org.loadcast.features.transform;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.MeasuredLoad;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.features.view.SharedWeather;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** Hand-made histories whose values follow from the index of their interval. */
final class Histories {

    private final TimeGrid grid;
    private Meter meter = Meter.builder(MeterId.of("m")).build();
    private HolidayCalendar holidays = HolidayCalendar.none();
    private IntToDoubleFunction load = index -> index;
    private Optional<IntToDoubleFunction> ends = Optional.empty();
    private FutureWeather futureWeather = FutureWeather.NONE;
    private final List<WeatherTable> observed = new ArrayList<>();
    private final List<WeatherRun> runs = new ArrayList<>();

    private Histories(TimeGrid grid) {
        this.grid = grid;
    }

    static Histories hourly(String start, int days) {
        return new Histories(new TimeGrid(Instant.parse(start), Duration.ofHours(1), 24 * days));
    }

    static Histories quarterHourly(String start, int days) {
        return new Histories(new TimeGrid(Instant.parse(start), Duration.ofMinutes(15), 96 * days));
    }

    Histories zone(String zone) {
        meter = meter.toBuilder().zone(ZoneId.of(zone)).build();
        return this;
    }

    Histories at(double latitude, double longitude) {
        meter = meter.toBuilder().location(new GeoPoint(latitude, longitude)).build();
        return this;
    }

    Histories country(String code) {
        meter = meter.toBuilder().country(code).build();
        return this;
    }

    Histories category(String name) {
        meter = meter.toBuilder().category(name).build();
        return this;
    }

    Histories holidays(HolidayCalendar calendar) {
        holidays = calendar;
        return this;
    }

    /** Loads in kW by index, NaN where missing. */
    Histories load(IntToDoubleFunction kilowatts) {
        load = kilowatts;
        return this;
    }

    /** Loads in the last part of each interval in kW by index, NaN where missing; without them no ends are known. */
    Histories ends(IntToDoubleFunction kilowatts) {
        ends = Optional.of(kilowatts);
        return this;
    }

    Histories future(FutureWeather mode) {
        futureWeather = mode;
        return this;
    }

    /** A weather variable of every hour from the history's start, by number of the hour. */
    Histories weather(String location, String variable, IntToDoubleFunction values) {
        observed.add(table(location, variable, 0, hours(), values));
        return this;
    }

    /** A weather forecast for {@code hours} hours from {@code firstHour} on, available when the first of them starts. */
    Histories run(String location, String variable, int firstHour, int hours, IntToDoubleFunction values) {
        runs.add(new WeatherRun(
                grid.start().plus(Duration.ofHours(firstHour)), table(location, variable, firstHour, hours, values)));
        return this;
    }

    private int hours() {
        return (int) Duration.between(grid.start(), grid.end()).toHours();
    }

    private WeatherTable table(String location, String variable, int first, int hours, IntToDoubleFunction values) {
        WeatherTable.Builder table = WeatherTable.builder(location);
        for (int hour = first; hour < first + hours; hour++) {
            double value = values.applyAsDouble(hour);
            if (!Double.isNaN(value)) {
                table.set(grid.start().plus(Duration.ofHours(hour)), variable, value);
            }
        }
        return table.build();
    }

    MeterHistory build() {
        Optional<IntervalEnds> known = ends.map(this::series).map(end -> new IntervalEnds(end, end));
        MeasuredLoad measured = new MeasuredLoad(series(load), known);
        return new MeterHistory(meter, holidays, measured, observed, runs, futureWeather, new SharedWeather());
    }

    private LoadSeries series(IntToDoubleFunction kilowatts) {
        return LoadSeries.ofArray(
                grid, IntStream.range(0, grid.length()).mapToDouble(kilowatts).toArray());
    }

    PointInTimeView asOf(String cutoff) {
        return build().asOf(Instant.parse(cutoff));
    }

    /** The cell of {@code column} for the interval that starts at {@code target}. */
    static double cell(Transform transform, PointInTimeView view, String target, String column) {
        FeaturePipeline.Fitted fitted = new FeaturePipeline(List.of(transform)).fit(view);
        FeatureMatrix matrix = fitted.apply(view, new TimeGrid(Instant.parse(target), view.step(), 1));
        return matrix.get(0, matrix.indexOf(column));
    }
}
