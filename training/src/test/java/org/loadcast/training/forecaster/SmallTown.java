package org.loadcast.training.forecaster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.weather.WeatherTable;

/**
 * A town that heats: eighty days of hourly load with a daily and a weekly rhythm, a little noise, and the temperature that
 * drives it, measured only.
 */
public final class SmallTown {

    public static final Instant CUTOFF = Instant.parse("2024-03-13T12:00:00Z");
    public static final LeadWindow DAY_AHEAD = new LeadWindow(Duration.ofHours(12), Duration.ofHours(1), 24);
    public static final LeadWindow NEXT_STEP = new LeadWindow(Duration.ZERO, Duration.ofHours(1), 1);

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int HOURS = 24 * 80;

    public static final MeterHistory HISTORY = history(value -> value);

    private SmallTown() {}

    /** The town's history; {@code later} replaces what no one knew at {@link #CUTOFF}. */
    public static MeterHistory history(DoubleUnaryOperator later) {
        TimeGrid grid = new TimeGrid(START, Duration.ofHours(1), HOURS);
        LoadSeries.Builder load = LoadSeries.builder(grid);
        WeatherTable.Builder weather = WeatherTable.builder("airport");
        int cutoff = grid.indexOf(CUTOFF);
        for (int i = 0; i < HOURS; i++) {
            double known = loadOf(i);
            load.set(i, i < cutoff ? known : later.applyAsDouble(known));
            double temperature = temperatureOf(i);
            weather.set(grid.startOf(i), "temperature_c", i < cutoff ? temperature : later.applyAsDouble(temperature));
        }
        Meter meter = Meter.builder(MeterId.of("town")).category("feeder").build();
        return new MeterHistory(
                meter, HolidayCalendar.none(), load.build(), List.of(weather.build()), List.of(), FutureWeather.NONE);
    }

    /** What could be learned at {@link #CUTOFF}: a cutoff a day, three for the next step. */
    public static TrainingSet trainingSet(MeterHistory history, LeadWindow window) {
        List<Instant> cutoffs = IntStream.rangeClosed(10, 72)
                .mapToObj(day -> START.plus(Duration.ofDays(day)).plus(Duration.ofHours(12)))
                .flatMap(cutoff -> IntStream.range(0, window.isNextStep() ? 3 : 1)
                        .mapToObj(i -> cutoff.plus(Duration.ofHours(7L * i))))
                .toList();
        return new TrainingSet(history.asOf(CUTOFF), window, cutoffs);
    }

    /** Load in kW of the hour that starts {@code hour} hours after the first. */
    public static double loadOf(int hour) {
        double day = 1 + 0.5 * Math.sin(2 * Math.PI * (hour % 24 - 8) / 24);
        double weekend = hour / 24 % 7 >= 5 ? 0.8 : 1;
        double noise = new SplittableRandom(hour).nextDouble(-2, 2);
        return 100 * day * weekend + 2 * (15 - temperatureOf(hour)) + noise;
    }

    private static double temperatureOf(int hour) {
        return 8
                + 4 * Math.sin(2 * Math.PI * (hour - 100) / (24 * 11))
                + 3 * Math.sin(2 * Math.PI * (hour % 24 - 9) / 24);
    }
}
