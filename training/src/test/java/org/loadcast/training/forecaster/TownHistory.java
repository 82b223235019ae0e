package org.loadcast.training.forecaster;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.loadcast.features.calendar.DaysOff;
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
import org.loadcast.features.view.SharedWeather;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Twelve weeks of hourly load of a small town that heats, over the change to summer time and into Ramadan, with a few gaps and a
 * vacation; weather of two stations, a weather forecast on most mornings, and prices. Another later may replace all that nobody knew at a moment.
 */
public final class TownHistory {

    /** The start of the history. */
    public static final Instant START = Instant.parse("2024-01-15T00:00:00Z");

    /** The end of the history. */
    public static final Instant END = START.plus(Duration.ofDays(84));

    /** From noon the local next day, hour by hour: noon in UTC and in winter time. */
    public static final LeadWindow DAY_AHEAD = new LeadWindow(Duration.ofHours(12), Duration.ofHours(1), 24);

    /** The next hour. */
    public static final LeadWindow NEXT_STEP = new LeadWindow(Duration.ZERO, Duration.ofHours(1), 1);

    private static final TimeGrid GRID = new TimeGrid(
            START, Duration.ofHours(1), (int) Duration.between(START, END).toHours());
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DaysOff VACATIONS = new DaysOff(
            Map.of(),
            Map.of(
                    LocalDate.of(2024, 2, 12),
                    "winter",
                    LocalDate.of(2024, 2, 13),
                    "winter",
                    LocalDate.of(2024, 3, 31),
                    "spring"));
    private static final int WEATHER_BEFORE_LOAD_HOURS = 14 * 24;

    /** What becomes of the things that were not known at a moment. */
    public enum Later {
        /** They are as they are. */
        AS_IT_WAS {
            @Override
            double value(double real, SplittableRandom random) {
                return real;
            }
        },
        /** They are random and huge, and some are missing. */
        GARBAGE {
            @Override
            double value(double real, SplittableRandom random) {
                return random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(-1e6, 1e6);
            }
        },
        /** They are not there at all. */
        NOTHING {
            @Override
            double value(double real, SplittableRandom random) {
                return Double.NaN;
            }
        };

        abstract double value(double real, SplittableRandom random);
    }

    private TownHistory() {}

    /** The town's history as it was. */
    public static MeterHistory history(FutureWeather weather) {
        return history(weather, END, Later.AS_IT_WAS);
    }

    /** The town's history with {@code later} in place of all that {@code weather} keeps secret at {@code moment}. */
    public static MeterHistory history(FutureWeather weather, Instant moment, Later later) {
        SplittableRandom random = new SplittableRandom(99);
        Instant weatherMoment = weather == FutureWeather.ACTUAL ? END.plus(Duration.ofDays(9)) : moment;
        Meter meter = Meter.builder(MeterId.of("town"))
                .zone(ZoneId.of("Europe/Amsterdam"))
                .country("TR")
                .location(new GeoPoint(52.1, 5.2))
                .build();
        return new MeterHistory(
                meter,
                HolidayCalendar.of(VACATIONS).or(HolidayCalendar.forMeter(meter)),
                new MeasuredLoad(load(moment, later, random), Optional.of(ends(moment, later, random))),
                List.of(
                        observed("airport", 1, weatherMoment, later, random),
                        observed("lake", 3, weatherMoment, later, random)),
                Stream.concat(
                                weather == FutureWeather.NONE
                                        ? Stream.of()
                                        : runs(weatherMoment, later, random).stream(),
                                prices(moment, later, random).stream())
                        .toList(),
                weather,
                new SharedWeather());
    }

    private static LoadSeries load(Instant moment, Later later, SplittableRandom random) {
        return known(hour -> hour % 211 < 3 ? Double.NaN : loadOf(hour), moment, later, random);
    }

    /** The load is on its way to that of the next hour. */
    private static IntervalEnds ends(Instant moment, Later later, SplittableRandom random) {
        return new IntervalEnds(
                known(hour -> (loadOf(hour) + loadOf(hour + 1)) / 2, moment, later, random),
                known(hour -> (2 * loadOf(hour) + loadOf(hour + 1)) / 3, moment, later, random));
    }

    private static LoadSeries known(IntToDoubleFunction real, Instant moment, Later later, SplittableRandom random) {
        double[] values = new double[GRID.length()];
        for (int i = 0; i < values.length; i++) {
            double value = real.applyAsDouble(i);
            values[i] = GRID.endOf(i).isAfter(moment) ? later.value(value, random) : value;
        }
        return LoadSeries.ofArray(GRID, values);
    }

    private static WeatherTable observed(
            String location, int everyHours, Instant moment, Later later, SplittableRandom random) {
        WeatherTable.Builder table = WeatherTable.builder(location);
        for (int hour = -WEATHER_BEFORE_LOAD_HOURS; hour < GRID.length(); hour += everyHours) {
            boolean known = !GRID.startOf(hour + everyHours).isAfter(moment);
            add(table, hour, known ? Later.AS_IT_WAS : later, random);
        }
        return table.build();
    }

    /** A run every morning at six for 54 hours; on every fifth day there is none. */
    private static List<WeatherRun> runs(Instant moment, Later later, SplittableRandom random) {
        List<WeatherRun> runs = new ArrayList<>();
        for (int day = 20; day < 84; day++) {
            Instant availableAt = START.plus(Duration.ofDays(day)).plus(Duration.ofHours(6));
            Later fate = availableAt.isAfter(moment) ? later : Later.AS_IT_WAS;
            if (day % 5 != 0 && fate != Later.NOTHING) {
                WeatherTable.Builder table = WeatherTable.builder("airport");
                for (int hour = 24 * day + 6; hour < 24 * day + 60; hour++) {
                    add(table, hour, fate, random);
                }
                runs.add(new WeatherRun(availableAt, table.build()));
            }
        }
        return runs;
    }

    /** Every noon the prices of the next day. */
    private static List<WeatherRun> prices(Instant moment, Later later, SplittableRandom random) {
        List<WeatherRun> runs = new ArrayList<>();
        for (int day = 0; day < 84; day++) {
            Instant availableAt = START.plus(Duration.ofDays(day)).plus(Duration.ofHours(12));
            Later fate = availableAt.isAfter(moment) ? later : Later.AS_IT_WAS;
            if (fate != Later.NOTHING) {
                WeatherTable.Builder table = WeatherTable.builder("market");
                for (int hour = 24 * day + 24; hour < 24 * day + 48; hour++) {
                    double price = 60 + 30 * Math.sin(2 * Math.PI * (hour % 24 - 6) / 24);
                    set(table, START.plus(HOUR.multipliedBy(hour)), "price_eur_mwh", fate.value(price, random));
                }
                if (table.build().rows() > 0) {
                    runs.add(new WeatherRun(availableAt, table.build()));
                }
            }
        }
        return runs;
    }

    private static void add(WeatherTable.Builder table, int hour, Later later, SplittableRandom random) {
        Instant at = START.plus(HOUR.multipliedBy(hour));
        set(table, at, "temperature_c", later.value(temperatureOf(hour), random));
        set(table, at, "relative_humidity", later.value(60 + 30 * Math.cos(hour / 11.0), random));
        set(table, at, "wind_speed_10m_ms", later.value(4 + 3 * Math.sin(hour / 17.0), random));
        set(table, at, "ghi_wm2", later.value(Math.max(0, 300 * Math.sin(Math.PI * (hour % 24 - 6) / 12)), random));
    }

    private static void set(WeatherTable.Builder table, Instant at, String variable, double value) {
        if (!Double.isNaN(value)) {
            table.set(at, variable, value);
        }
    }

    /** The load of hour {@code hour} of the history, kW. */
    static double loadOf(int hour) {
        double day = 1 + 0.5 * Math.sin(2 * Math.PI * (hour % 24 - 8) / 24);
        double weekend = hour / 24 % 7 >= 5 ? 0.8 : 1;
        double noise = new SplittableRandom(hour).nextDouble(-2, 2);
        return 100 * day * weekend + 2 * (15 - temperatureOf(hour)) + noise;
    }

    private static double temperatureOf(int hour) {
        return 8 + 4 * Math.sin(2 * Math.PI * (hour - 100) / (24 * 11)) + 3 * Math.sin(2 * Math.PI * (hour - 9) / 24);
    }
}
