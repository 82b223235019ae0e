package org.loadcast.features.meter;

/**
 * A place on earth (WGS 84).
 *
 * @param latitude degrees, north positive, -90 to 90
 * @param longitude degrees, east positive, -180 to 180
 */
public record GeoPoint(double latitude, double longitude) {

    public GeoPoint {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException("Latitude " + latitude + " is outside -90 to 90 degrees.");
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException("Longitude " + longitude + " is outside -180 to 180 degrees.");
        }
    }
}
