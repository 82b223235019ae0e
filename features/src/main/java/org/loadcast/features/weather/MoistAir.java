package org.loadcast.features.weather;

/**
 * What people and buildings feel of the weather: quantities derived from temperature (degrees Celsius), relative humidity
 * (percent) and wind speed at ten metres (m/s). Missing goes in as NaN and comes out as NaN.
 */
public final class MoistAir {

    // Magnus formula over water; constants of Sonntag, "Important new values of the physical constants of 1986" (1990).
    private static final double MAGNUS_HPA = 6.112;
    private static final double MAGNUS_SLOPE = 17.62;
    private static final double MAGNUS_C = 243.12;

    /** Grams of water in a cubic metre for each hPa of vapour pressure and kelvin: 100 / 461.5 J/(kg K), in grams. */
    private static final double VAPOUR_GRAMS = 216.7;

    private static final double KELVIN = 273.15;
    private static final double HEAT_INDEX_FROM_F = 80;
    private static final double WIND_CHILL_UNTIL_C = 10;
    private static final double WIND_CHILL_FROM_KMH = 4.8;

    private MoistAir() {}

    /** Vapour pressure of saturated air, hPa. */
    public static double saturationHpa(double temperatureC) {
        return MAGNUS_HPA * Math.exp(MAGNUS_SLOPE * temperatureC / (MAGNUS_C + temperatureC));
    }

    /** Relative humidity in percent, 0 to 100, of air with this dew point. */
    public static double relativeHumidity(double temperatureC, double dewPointC) {
        return Math.min(100, 100 * saturationHpa(dewPointC) / saturationHpa(temperatureC));
    }

    /** Dew point in degrees Celsius; NaN for air without any water. */
    public static double dewPointC(double temperatureC, double relativeHumidity) {
        if (!(relativeHumidity > 0)) {
            return Double.NaN;
        }
        double log = Math.log(relativeHumidity / 100) + MAGNUS_SLOPE * temperatureC / (MAGNUS_C + temperatureC);
        return MAGNUS_C * log / (MAGNUS_SLOPE - log);
    }

    /** Water in the air, grams per cubic metre: what an air conditioner has to condense. */
    public static double absoluteHumidity(double temperatureC, double relativeHumidity) {
        return VAPOUR_GRAMS * relativeHumidity / 100 * saturationHpa(temperatureC) / (KELVIN + temperatureC);
    }

    /**
     * The heat index, degrees Celsius: Steadman's simple form below 80 °F, above it Rothfusz's regression with the
     * adjustments of the US National Weather Service (Rothfusz, "The Heat Index Equation", technical attachment SR 90-23, 1990).
     */
    public static double heatIndexC(double temperatureC, double relativeHumidity) {
        double t = 1.8 * temperatureC + 32;
        double simple = 0.5 * (t + 61 + (t - 68) * 1.2 + relativeHumidity * 0.094);
        double index = (simple + t) / 2 < HEAT_INDEX_FROM_F ? simple : rothfusz(t, relativeHumidity);
        return (index - 32) / 1.8;
    }

    private static double rothfusz(double t, double r) {
        double index = -42.379
                + 2.04901523 * t
                + 10.14333127 * r
                - 0.22475541 * t * r
                - 6.83783e-3 * t * t
                - 5.481717e-2 * r * r
                + 1.22874e-3 * t * t * r
                + 8.5282e-4 * t * r * r
                - 1.99e-6 * t * t * r * r;
        if (r < 13 && t <= 112) {
            return index - (13 - r) / 4 * Math.sqrt((17 - Math.abs(t - 95)) / 17);
        }
        return r > 85 && t <= 87 ? index + (r - 85) / 10 * (87 - t) / 5 : index;
    }

    /**
     * Wind chill, degrees Celsius; the temperature itself above 10 °C or in calm air (the index of 2001 of the Meteorological
     * Service of Canada and the US National Weather Service).
     */
    public static double windChillC(double temperatureC, double windSpeedMs) {
        if (Double.isNaN(temperatureC) || Double.isNaN(windSpeedMs)) {
            return Double.NaN;
        }
        double kmh = 3.6 * windSpeedMs;
        if (temperatureC > WIND_CHILL_UNTIL_C || kmh < WIND_CHILL_FROM_KMH) {
            return temperatureC;
        }
        double power = Math.pow(kmh, 0.16);
        return 13.12 + 0.6215 * temperatureC - 11.37 * power + 0.3965 * temperatureC * power;
    }
}
