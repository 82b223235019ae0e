package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.loadcast.features.calendar.SolarPosition;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.view.PointInTimeView;

class SunFeaturesTest {

    private static final SunFeatures SUN = new SunFeatures();
    private static final String CUTOFF = "2021-06-20T08:00:00Z";
    private static final String NOON = "2021-06-20T12:00:00Z";
    private static final String NIGHT = "2021-06-20T23:00:00Z";

    private static Histories utrecht() {
        return Histories.hourly("2021-06-01T00:00:00Z", 30).at(52.1, 5.2);
    }

    private static SolarPosition halfPast(String hour) {
        return SolarPosition.at(Instant.parse(hour).plus(Duration.ofMinutes(30)), new GeoPoint(52.1, 5.2));
    }

    @Test
    void theSunStandsWhereItIsInTheMiddleOfTheInterval() {
        PointInTimeView view = utrecht().asOf(CUTOFF);

        assertThat(Histories.cell(SUN, view, NOON, "sun.elevation"))
                .isEqualTo((float) halfPast(NOON).elevationDegrees());
        assertThat(Histories.cell(SUN, view, NOON, "sun.clear_sky_change")).isEqualTo((float)
                (halfPast(NOON).clearSkyWm2() - halfPast("2021-06-20T07:00:00Z").clearSkyWm2()));
        assertThat(Histories.cell(SUN, view, NIGHT, "sun.clear_sky")).isZero();
    }

    @Test
    void cloudsLeaveAShareOfTheClearSky() {
        double half = halfPast(NOON).clearSkyWm2() / 2;
        PointInTimeView view = utrecht()
                .future(FutureWeather.ACTUAL)
                .weather("roof", "ghi_wm2", h -> half)
                .asOf(CUTOFF);

        assertThat(Histories.cell(SUN, view, NOON, "sun.clearness")).isCloseTo(0.5, within(1e-6));
        assertThat(Histories.cell(SUN, view, NIGHT, "sun.clearness")).isNaN();
    }

    @Test
    void clearnessIsMissingWhereIrradianceIsNotKnownAhead() {
        PointInTimeView view = utrecht().weather("roof", "ghi_wm2", h -> 300).asOf("2021-06-20T02:00:00Z");

        assertThat(Histories.cell(SUN, view, NOON, "sun.clearness")).isNaN();
    }

    @Test
    void aMeterWithoutAPlaceHasNoSun() {
        assertThat(SUN.fit(Histories.hourly("2021-06-01T00:00:00Z", 30).asOf(CUTOFF))
                        .columns())
                .isEmpty();
    }
}
