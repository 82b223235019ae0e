package org.loadcast.training.backtest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.loadcast.features.calendar.DaysOff;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.csv.HolidayCsv;
import org.loadcast.features.csv.LoadCsv;
import org.loadcast.features.csv.MeterCsv;
import org.loadcast.features.csv.RejectedRow;
import org.loadcast.features.csv.WeatherCsv;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.MeasuredLoad;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.SharedWeather;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * The data of a task.
 *
 * @param measured load of every meter of the task on its step, from the first row that the file holds
 * @param histories what forecasters may see, in the order of the meters
 */
public record BacktestData(SortedMap<MeterId, LoadSeries> measured, List<MeterHistory> histories) {

    /**
     * Reads the files of a task.
     *
     * @param rejects is told of every row that could not be used
     * @throws IllegalArgumentException when a meter of the task has no load or no entry in the meters file
     */
    public static BacktestData read(BacktestTask task, Consumer<RejectedRow> rejects) throws IOException {
        SortedMap<MeterId, MeasuredLoad> loads = LoadCsv.readLoads(
                task.sources().load(),
                task.window().step(),
                id -> task.meters().isEmpty() || task.meters().contains(id),
                rejects);
        Map<MeterId, Meter> meters =
                MeterCsv.read(task.sources().meters(), rejects).stream().collect(Collectors.toMap(Meter::id, m -> m));
        List<WeatherTable> weather = task.sources().weather().isPresent()
                ? WeatherCsv.read(task.sources().weather().get(), rejects)
                : List.of();
        List<WeatherRun> runs = task.sources().weatherForecast().isPresent()
                ? WeatherCsv.readForecasts(task.sources().weatherForecast().get(), rejects)
                : List.of();
        Optional<DaysOff> holidays = task.sources().holidays().isPresent()
                ? Optional.of(HolidayCsv.read(task.sources().holidays().get(), rejects))
                : Optional.empty();
        requireAll(task.meters(), loads.keySet(), "load");
        requireAll(loads.keySet(), meters.keySet(), "meters");
        SharedWeather laid = new SharedWeather();
        List<MeterHistory> histories = new ArrayList<>();
        loads.forEach((id, load) -> {
            Meter meter = Objects.requireNonNull(meters.get(id));
            histories.add(new MeterHistory(
                    meter,
                    calendar(meter, holidays),
                    new MeasuredLoad(from(load.means(), task.historyFrom()), load.ends()),
                    at(meter, weather, WeatherTable::location),
                    at(meter, runs, run -> run.table().location()),
                    task.futureWeather(),
                    laid));
        });
        SortedMap<MeterId, LoadSeries> measured = new TreeMap<>();
        loads.forEach((id, load) -> measured.put(id, load.means()));
        return new BacktestData(measured, List.copyOf(histories));
    }

    private static void requireAll(Set<MeterId> wanted, Set<MeterId> present, String file) {
        Set<MeterId> missing = new HashSet<>(wanted);
        missing.removeAll(present);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Meters " + missing + " are not in the task's " + file + " file.");
        }
    }

    /** The task's holiday file, or else the holidays of the meter's country. */
    private static HolidayCalendar calendar(Meter meter, Optional<DaysOff> file) {
        return file.<HolidayCalendar>map(HolidayCalendar::of).orElseGet(() -> HolidayCalendar.forMeter(meter));
    }

    private static LoadSeries from(LoadSeries series, Instant earliest) {
        if (earliest.isBefore(series.grid().start())) {
            return series;
        }
        return series.slice(series.grid().indexOf(earliest), series.length());
    }

    /** What belongs to the meter's weather locations; everything when it names none. */
    private static <T> List<T> at(Meter meter, List<T> all, Function<T, String> location) {
        return meter.weatherLocations().isEmpty()
                ? all
                : all.stream()
                        .filter(one -> meter.weatherLocations().contains(location.apply(one)))
                        .toList();
    }
}
