package org.loadcast.features.simulation;

import java.time.ZoneId;
import org.loadcast.features.meter.GeoPoint;

/**
 * The weather that a place usually has.
 *
 * @param location name of the weather location
 * @param place where it is
 * @param zone whose clock its people live by
 * @param country ISO 3166 country and region, for holidays
 * @param meanC mean temperature of the year
 * @param annualC half the difference between the mean of the warmest and of the coldest month
 * @param diurnalC half the usual difference between afternoon and dawn, mean of the year
 * @param cloudiness usual share of the sky that is clouded, 0 to 1
 * @param windMs mean wind speed
 */
public record Climate(
        String location,
        GeoPoint place,
        ZoneId zone,
        String country,
        double meanC,
        double annualC,
        double diurnalC,
        double cloudiness,
        double windMs) {

    public Climate {
        if (!(cloudiness > 0 && cloudiness < 1)) {
            throw new IllegalArgumentException("Cloudiness " + cloudiness + " is not between 0 and 1.");
        }
        if (!(windMs > 0)) {
            throw new IllegalArgumentException("Mean wind speed " + windMs + " m/s is not positive.");
        }
    }

    /**
     * A dry inland climate with cold winters, hot summers and much wind: Zaragoza, Spain.
     *
     * <p>After the normals 1981-2010 of AEMET for Zaragoza airport: January 6.6, July 25.3, year 15.5 degrees, July between
     * 18 and 32, about 2,600 hours of sunshine.
     */
    public static Climate zaragoza() {
        return new Climate(
                "zaragoza", new GeoPoint(41.65, -0.88), ZoneId.of("Europe/Madrid"), "ES-AR", 15.5, 9.4, 5.6, 0.42, 4.5);
    }
}
