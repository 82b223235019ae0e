package org.loadcast.features.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.loadcast.features.series.Interval;

/**
 * Makes hourly weather of a climate: the year, the day, fronts and spells, heat waves, clouds, wind.
 *
 * <p>Temperature is an annual and a diurnal wave (flat under clouds) plus slow, synoptic and hourly noise; a fine spell is
 * warm in summer and clear. Heat waves come two to four a summer, four to nine days long. Immutable; same seed, same weather.
 */
public final class WeatherSimulator {

    private static final int SECONDS_PER_HOUR = 3600;
    private static final double COLDEST_DAY = 17;
    private static final double WARMEST_SOLAR_HOUR = 15;

    private final Climate climate;
    private final Seed seed;

    public WeatherSimulator(Climate climate, long seed) {
        this.climate = climate;
        this.seed = new Seed(seed).child("weather");
    }

    /** Weather of every hour that {@code span} touches. */
    public SimulatedWeather simulate(Interval span) {
        long firstHour = Math.floorDiv(span.from().getEpochSecond(), SECONDS_PER_HOUR);
        long endHour = Math.floorDiv(span.to().getEpochSecond() + SECONDS_PER_HOUR - 1, SECONDS_PER_HOUR);
        int hours = Math.toIntExact(endHour - firstHour);

        double[] spell = path("spell", hours, 96);
        double[] cloud = cloud(firstHour, spell);
        double[] temperature = temperature(firstHour, spell, cloud);
        double[] dewPoint = dewPoint(firstHour, temperature);
        return new SimulatedWeather(
                climate, seed.child("forecast"), firstHour, temperature, dewPoint, cloud, wind(firstHour, hours));
    }

    private double[] path(String name, int hours, double memoryHours) {
        return OrnsteinUhlenbeck.path(seed.child(name).random(), hours, memoryHours);
    }

    /** -1 in the coldest season, +1 in the warmest. */
    private static double season(long hour) {
        double day = hour / 24.0 % 365.2425;
        return -StrictMath.cos(2 * StrictMath.PI * (day - COLDEST_DAY) / 365.2425);
    }

    /** -1 before dawn, +1 in the afternoon, by the sun's clock. */
    private double hourOfDay(long hour) {
        double solarHour = hour + 0.5 + climate.place().longitude() / 15;
        double angle = 2 * StrictMath.PI * (solarHour - WARMEST_SOLAR_HOUR) / 24;
        return StrictMath.cos(angle) + 0.12 * StrictMath.cos(2 * angle);
    }

    private double[] cloud(long firstHour, double[] spell) {
        double[] fronts = path("fronts", spell.length, 18);
        double[] showers = path("showers", spell.length, 3);
        double usual = StrictMath.log(climate.cloudiness() / (1 - climate.cloudiness()));
        double[] cloud = new double[spell.length];
        for (int i = 0; i < cloud.length; i++) {
            double tendency = usual - 0.5 * season(firstHour + i) - 0.9 * spell[i] + 1.7 * fronts[i] + 0.8 * showers[i];
            cloud[i] = 1 / (1 + StrictMath.exp(-tendency));
        }
        return cloud;
    }

    private double[] temperature(long firstHour, double[] spell, double[] cloud) {
        double[] airMass = path("air mass", spell.length, 60);
        double[] hourly = path("hourly", spell.length, 2.5);
        double[] heat = heatWaves(firstHour, spell.length);
        double[] temperature = new double[spell.length];
        double sky = climate.cloudiness();
        for (int i = 0; i < temperature.length; i++) {
            double season = season(firstHour + i);
            sky += 0.15 * (cloud[i] - sky);
            double diurnal = climate.diurnalC() * (1 + 0.28 * season) * (1.25 - 0.6 * sky);
            double value = climate.meanC()
                    + climate.annualC() * season
                    + diurnal * hourOfDay(firstHour + i)
                    + 1.4 * spell[i] * season
                    + 2.4 * airMass[i]
                    + 0.35 * hourly[i]
                    + heat[i];
            temperature[i] = round(value, 10);
        }
        return temperature;
    }

    /** The degrees that heat waves add: a ramp of a day, a plateau of 4 to 7 degrees, a quick end. */
    private double[] heatWaves(long firstHour, int hours) {
        double[] heat = new double[hours];
        int firstYear = yearOf(firstHour);
        for (int year = firstYear; year <= yearOf(firstHour + hours); year++) {
            Random random = seed.child("heat " + year).random();
            int waves = 2 + random.nextInt(3);
            for (int wave = 0; wave < waves; wave++) {
                long start =
                        LocalDate.of(year, 6, 10).plusDays(random.nextInt(85)).toEpochDay() * 24;
                int length = 24 * (4 + random.nextInt(6));
                double degrees = 4 + 3 * random.nextDouble();
                for (int h = 0; h < length; h++) {
                    int i = Math.toIntExact(Math.max(-1, start + h - firstHour));
                    if (i >= 0 && i < hours) {
                        double ramp = Math.min(1, Math.min((h + 1) / 30.0, (length - h) / 12.0));
                        heat[i] = Math.max(heat[i], degrees * ramp);
                    }
                }
            }
        }
        return heat;
    }

    private static int yearOf(long hour) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(hour * SECONDS_PER_HOUR), ZoneOffset.UTC)
                .getYear();
    }

    /** The dew point follows the air of the last two days, much drier in summer. */
    private double[] dewPoint(long firstHour, double[] temperature) {
        double[] moisture = path("moisture", temperature.length, 36);
        double[] dewPoint = new double[temperature.length];
        double air = Arrays.stream(temperature, 0, Math.min(24, temperature.length))
                .average()
                .orElse(climate.meanC());
        for (int i = 0; i < dewPoint.length; i++) {
            air += (temperature[i] - air) / 48;
            double dry = 6.5 + 4.5 * season(firstHour + i);
            dewPoint[i] = Math.min(temperature[i] - 0.2, 0.9 * air - dry + 0.1 * climate.meanC() + 2.2 * moisture[i]);
        }
        return dewPoint;
    }

    /** Gusty log-normal wind, stronger in the afternoon. */
    private double[] wind(long firstHour, int hours) {
        double[] systems = path("wind systems", hours, 16);
        double[] gusts = path("gusts", hours, 1.5);
        double[] wind = new double[hours];
        for (int i = 0; i < hours; i++) {
            double logarithm = 0.5 * systems[i] + 0.15 * gusts[i] - 0.136;
            double value = climate.windMs() * StrictMath.exp(logarithm) * (1 + 0.2 * hourOfDay(firstHour + i));
            wind[i] = round(value, 10);
        }
        return wind;
    }

    static double round(double value, int perUnit) {
        return (double) Math.round(value * perUnit) / perUnit;
    }
}
