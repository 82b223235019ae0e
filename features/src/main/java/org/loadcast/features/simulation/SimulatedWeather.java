package org.loadcast.features.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.loadcast.features.series.Interval;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Hourly weather that came, and the forecasts that were issued of it. Immutable and thread-safe.
 *
 * <p>Variables: {@code temperature_c}, {@code relative_humidity} (percent), {@code wind_speed_ms}, {@code cloud_cover}
 * (percent), {@code ghi_wm2}; each the mean of the hour that starts at its timestamp.
 */
public final class SimulatedWeather {

    private static final int SECONDS_PER_HOUR = 3600;
    private static final int HOURS_BETWEEN_RUNS = 12;
    private static final int HOURS_UNTIL_AVAILABLE = 4;
    private static final int HOURS_AHEAD = 72;

    private final Climate climate;
    private final Seed seed;
    private final long firstHour;
    private final double[] temperatureC;
    private final double[] dewPointC;
    private final double[] cloudShare;
    private final double[] windMs;
    private final double[] clearSkyWm2;
    private final double[] ghiWm2;

    SimulatedWeather(
            Climate climate,
            Seed seed,
            long firstHour,
            double[] temperatureC,
            double[] dewPointC,
            double[] cloudShare,
            double[] windMs) {
        this.climate = climate;
        this.seed = seed;
        this.firstHour = firstHour;
        this.temperatureC = temperatureC;
        this.dewPointC = dewPointC;
        this.cloudShare = cloudShare;
        this.windMs = windMs;
        this.clearSkyWm2 = new double[temperatureC.length];
        this.ghiWm2 = new double[temperatureC.length];
        for (int i = 0; i < ghiWm2.length; i++) {
            clearSkyWm2[i] = meanClearSky(firstHour + i);
            ghiWm2[i] = clearSkyWm2[i] * cloudTransmission(cloudShare[i]);
        }
    }

    private double meanClearSky(long hour) {
        double sum = 0;
        for (int minute = 5; minute < 60; minute += 10) {
            sum += Sun.at(climate.place(), hour * SECONDS_PER_HOUR + 60L * minute)
                    .clearSkyWm2();
        }
        return sum / 6;
    }

    /** The share of a clear sky's irradiance that clouds let through (Kasten and Czeplak 1980). */
    static double cloudTransmission(double cloudShare) {
        return 1 - 0.75 * StrictMath.pow(cloudShare, 3.4);
    }

    public Climate climate() {
        return climate;
    }

    /** Air temperature at a second since the epoch, between the means of neighbouring hours. */
    double temperatureC(long second) {
        return between(temperatureC, second);
    }

    /** Share of the sky that is clouded, 0 to 1. */
    double cloudShare(long second) {
        return between(cloudShare, second);
    }

    /** Global horizontal irradiance in W/m2. */
    double ghiWm2(long second) {
        return between(ghiWm2, second);
    }

    private double between(double[] hourlyMeans, long second) {
        double position = (second - SECONDS_PER_HOUR / 2) / (double) SECONDS_PER_HOUR - firstHour;
        int left = Math.max(0, Math.min(hourlyMeans.length - 1, (int) Math.floor(position)));
        int right = Math.min(hourlyMeans.length - 1, left + 1);
        double share = Math.max(0, Math.min(1, position - left));
        return hourlyMeans[left] + share * (hourlyMeans[right] - hourlyMeans[left]);
    }

    /** The weather measured in {@code interval}, as far as it was simulated. */
    public WeatherTable observed(Interval interval) {
        WeatherTable.Builder table = WeatherTable.builder(climate.location());
        for (int i = 0; i < temperatureC.length; i++) {
            Instant at = startOf(firstHour + i);
            if (interval.contains(at)) {
                set(table, at, i, temperatureC[i], dewPointC[i], cloudShare[i], windMs[i]);
            }
        }
        return table.build();
    }

    /**
     * The forecast runs that became available in {@code interval}: made at 0 and 12 UTC, available four hours later, three
     * days long.
     *
     * <p>The error of a run wanders over its lead time with a memory of half a day and grows: temperature by 0.5 degrees at
     * once to 1.9 after three days (standard deviations), as the verification reports of weather services show.
     */
    public List<WeatherRun> forecasts(Interval interval) {
        List<WeatherRun> runs = new ArrayList<>();
        long run = firstHour + Math.floorMod(-firstHour, HOURS_BETWEEN_RUNS);
        for (; run < firstHour + temperatureC.length; run += HOURS_BETWEEN_RUNS) {
            Instant availableAt = startOf(run + HOURS_UNTIL_AVAILABLE);
            if (interval.contains(availableAt)) {
                runs.add(new WeatherRun(availableAt, forecast(run)));
            }
        }
        return runs;
    }

    private WeatherTable forecast(long run) {
        Random random = seed.child("run " + run).random();
        double[] temperatureError = OrnsteinUhlenbeck.path(random, HOURS_AHEAD, 12);
        double[] cloudError = OrnsteinUhlenbeck.path(random, HOURS_AHEAD, 6);
        double[] windError = OrnsteinUhlenbeck.path(random, HOURS_AHEAD, 8);
        double[] moistureError = OrnsteinUhlenbeck.path(random, HOURS_AHEAD, 12);
        WeatherTable.Builder table = WeatherTable.builder(climate.location());
        for (int lead = 0; lead < HOURS_AHEAD; lead++) {
            int i = Math.toIntExact(run - firstHour + lead);
            if (i >= temperatureC.length) {
                break;
            }
            double growth = 0.5 + 1.4 * lead / HOURS_AHEAD;
            double cloud = cloudShare[i] + 0.11 * growth * cloudError[lead];
            set(
                    table,
                    startOf(run + lead),
                    i,
                    temperatureC[i] + growth * temperatureError[lead],
                    dewPointC[i] + growth * moistureError[lead],
                    Math.max(0, Math.min(1, cloud)),
                    windMs[i] * StrictMath.exp(0.13 * growth * windError[lead]));
        }
        return table.build();
    }

    private void set(
            WeatherTable.Builder table,
            Instant at,
            int i,
            double temperature,
            double dewPoint,
            double cloud,
            double wind) {
        table.set(at, "temperature_c", WeatherSimulator.round(temperature, 10))
                .set(at, "relative_humidity", WeatherSimulator.round(relativeHumidity(temperature, dewPoint), 1))
                .set(at, "wind_speed_ms", WeatherSimulator.round(wind, 10))
                .set(at, "cloud_cover", WeatherSimulator.round(100 * cloud, 1))
                .set(at, "ghi_wm2", WeatherSimulator.round(clearSkyWm2[i] * cloudTransmission(cloud), 1));
    }

    /** Percent, by the Magnus formula with the coefficients of Alduchov and Eskridge (1996). */
    static double relativeHumidity(double temperatureC, double dewPointC) {
        double exponent = 17.625 * dewPointC / (243.04 + dewPointC) - 17.625 * temperatureC / (243.04 + temperatureC);
        return Math.min(100, 100 * StrictMath.exp(exponent));
    }

    private static Instant startOf(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS_PER_HOUR);
    }
}
