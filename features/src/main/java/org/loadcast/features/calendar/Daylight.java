package org.loadcast.features.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import net.e175.klaus.solarpositioning.DeltaT;
import net.e175.klaus.solarpositioning.SPA;
import net.e175.klaus.solarpositioning.SunriseResult;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.series.Interval;

/**
 * The daylight of one local day: from sunrise to sunset, or none or all of it beyond the polar circles.
 *
 * <p>Computed by the solar position algorithm of I. Reda and A. Andreas, NREL/TP-560-34302 (2008), for the upper edge of the
 * sun with usual refraction; good to a few seconds at sea level.
 */
public sealed interface Daylight {

    /** When the sun is highest. */
    Instant noon();

    /** How long the sun is up. */
    Duration length();

    /**
     * The sun rises and sets.
     *
     * @param light from sunrise to sunset
     */
    record RiseAndSet(Interval light, Instant noon) implements Daylight {
        @Override
        public Duration length() {
            return light.duration();
        }
    }

    /** The sun does not set. */
    record MidnightSun(Instant noon) implements Daylight {
        @Override
        public Duration length() {
            return Duration.ofDays(1);
        }
    }

    /** The sun does not rise. */
    record PolarNight(Instant noon) implements Daylight {
        @Override
        public Duration length() {
            return Duration.ZERO;
        }
    }

    static Daylight of(LocalDay day, GeoPoint place) {
        ZonedDateTime midday = day.date().atTime(12, 0).atZone(day.zone());
        SunriseResult sun = SPA.calculateSunriseTransitSet(
                midday, place.latitude(), place.longitude(), DeltaT.estimate(day.date()));
        Instant noon = sun.transit().toInstant();
        if (sun instanceof SunriseResult.RegularDay regular) {
            Interval light =
                    new Interval(regular.sunrise().toInstant(), regular.sunset().toInstant());
            return new RiseAndSet(light, noon);
        }
        return sun instanceof SunriseResult.AllDay ? new MidnightSun(noon) : new PolarNight(noon);
    }
}
