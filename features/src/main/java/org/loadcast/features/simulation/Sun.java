package org.loadcast.features.simulation;

import org.loadcast.features.meter.GeoPoint;

/**
 * Where the sun stands over a place at a second, good to about half a degree.
 *
 * <p>Declination and equation of time by the Fourier series of Spencer (1971), incidence by Duffie and Beckman, "Solar
 * Engineering of Thermal Processes", equation 1.6.2, the irradiance of a clear sky by Haurwitz (1945).
 *
 * @param latitude in radians, north positive
 * @param declination in radians
 * @param hourAngle in radians, zero at solar noon, afternoon positive
 */
record Sun(double latitude, double declination, double hourAngle) {

    private static final double SECONDS_PER_DAY = 86_400;
    private static final double DAYS_PER_YEAR = 365.2425;
    private static final double MINUTES_PER_RADIAN = 229.18;

    static Sun at(GeoPoint place, long second) {
        double day = second / SECONDS_PER_DAY;
        double year = 2 * StrictMath.PI * (day % DAYS_PER_YEAR) / DAYS_PER_YEAR;
        double declination = 0.006918
                - 0.399912 * StrictMath.cos(year)
                + 0.070257 * StrictMath.sin(year)
                - 0.006758 * StrictMath.cos(2 * year)
                + 0.000907 * StrictMath.sin(2 * year)
                - 0.002697 * StrictMath.cos(3 * year)
                + 0.00148 * StrictMath.sin(3 * year);
        double equationMinutes = MINUTES_PER_RADIAN
                * (0.000075
                        + 0.001868 * StrictMath.cos(year)
                        - 0.032077 * StrictMath.sin(year)
                        - 0.014615 * StrictMath.cos(2 * year)
                        - 0.040849 * StrictMath.sin(2 * year));
        double solarHours = 24 * (day - StrictMath.floor(day)) + place.longitude() / 15 + equationMinutes / 60;
        return new Sun(
                StrictMath.toRadians(place.latitude()), declination, StrictMath.toRadians(15 * (solarHours - 12)));
    }

    /** Sine of the elevation; negative at night. */
    double sinElevation() {
        return StrictMath.sin(latitude) * StrictMath.sin(declination)
                + StrictMath.cos(latitude) * StrictMath.cos(declination) * StrictMath.cos(hourAngle);
    }

    /**
     * Cosine of the angle between sunbeam and the normal of a plane.
     *
     * @param tilt of the plane from the horizontal, radians
     * @param azimuth of the plane from south, west positive, radians
     */
    double cosIncidence(double tilt, double azimuth) {
        double sinD = StrictMath.sin(declination);
        double cosD = StrictMath.cos(declination);
        double sinL = StrictMath.sin(latitude);
        double cosL = StrictMath.cos(latitude);
        double sinT = StrictMath.sin(tilt);
        double cosT = StrictMath.cos(tilt);
        return sinD * sinL * cosT
                - sinD * cosL * sinT * StrictMath.cos(azimuth)
                + cosD * cosL * cosT * StrictMath.cos(hourAngle)
                + cosD * sinL * sinT * StrictMath.cos(azimuth) * StrictMath.cos(hourAngle)
                + cosD * sinT * StrictMath.sin(azimuth) * StrictMath.sin(hourAngle);
    }

    /** Global horizontal irradiance of a clear sky in W/m2. */
    double clearSkyWm2() {
        double sine = sinElevation();
        return sine <= 0.01 ? 0 : 1098 * sine * StrictMath.exp(-0.057 / sine);
    }
}
