package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.GeoPoint;

class SunTest {

    private static final GeoPoint GREENWICH = new GeoPoint(51.48, 0);

    @Test
    void noonAtTheEquinoxStandsAtNinetyDegreesLessTheLatitude() {
        // given: the equation of time is -7.5 minutes on 20 March, so the sun culminates at 12:07:30 UTC
        long noon = Instant.parse("2024-03-20T12:07:30Z").getEpochSecond();

        // when
        double elevation =
                StrictMath.toDegrees(StrictMath.asin(Sun.at(GREENWICH, noon).sinElevation()));

        // then: half a degree is the accuracy that the class promises
        assertThat(elevation).isCloseTo(90 - 51.48, within(0.5));
    }

    @Test
    void declinationAtTheSolsticesIsTheObliquityOfTheEcliptic() {
        double summer = Sun.at(GREENWICH, Instant.parse("2024-06-20T12:00:00Z").getEpochSecond())
                .declination();
        double winter = Sun.at(GREENWICH, Instant.parse("2024-12-21T12:00:00Z").getEpochSecond())
                .declination();

        assertThat(StrictMath.toDegrees(summer)).isCloseTo(23.44, within(0.2));
        assertThat(StrictMath.toDegrees(winter)).isCloseTo(-23.44, within(0.2));
    }

    @Test
    void nightIsDark() {
        assertThat(Sun.at(GREENWICH, Instant.parse("2024-06-20T00:00:00Z").getEpochSecond())
                        .clearSkyWm2())
                .isZero();
    }

    @Test
    void incidenceOnAFlatPlaneIsTheElevation() {
        Sun sun = Sun.at(GREENWICH, Instant.parse("2024-05-01T09:00:00Z").getEpochSecond());

        assertThat(sun.cosIncidence(0, 0.7)).isCloseTo(sun.sinElevation(), within(1e-12));
    }
}
