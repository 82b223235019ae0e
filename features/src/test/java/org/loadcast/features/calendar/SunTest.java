package org.loadcast.features.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.meter.GeoPoint;

class SunTest {

    private static final GeoPoint GOLDEN = new GeoPoint(39.742476, -105.1786);
    private static final GeoPoint MELBOURNE = new GeoPoint(-37.81, 144.96);
    private static final GeoPoint TROMSO = new GeoPoint(69.65, 18.96);

    private static Daylight daylight(String date, String zone, GeoPoint place) {
        return Daylight.of(new LocalDay(LocalDate.parse(date), ZoneId.of(zone)), place);
    }

    @Test
    void theSunStandsWhereTheReferenceSaysIt() {
        // NREL/TP-560-34302, table A5.1: elevation without refraction 39.872046, azimuth 194.340241 degrees
        SolarPosition sun = SolarPosition.at(Instant.parse("2003-10-17T19:30:30Z"), GOLDEN);

        // the reference stands 1830 m high, and Grena's algorithm is made for 2010 to 2110
        assertThat(sun.elevationDegrees()).isCloseTo(39.872, within(0.02));
        assertThat(sun.azimuthDegrees()).isCloseTo(194.340, within(0.02));
    }

    @Test
    void sunriseIsThatOfTheReference() {
        // the same table: 06:12:43 at UTC-7
        Daylight light = daylight("2003-10-17", "-07:00", GOLDEN);

        assertThat(light)
                .isInstanceOfSatisfying(
                        Daylight.RiseAndSet.class,
                        day -> assertThat(day.light().from())
                                .isCloseTo(Instant.parse("2003-10-17T13:12:43Z"), within(5, ChronoUnit.SECONDS)));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Amsterdam,    52.0,   5.0, 2021-03-28",
        "Europe/Amsterdam,    52.0,   5.0, 2021-10-31",
        "Australia/Melbourne, -37.81, 144.96, 2021-10-03",
        "Australia/Melbourne, -37.81, 144.96, 2021-04-04",
        "America/Chicago,     29.76, -95.37, 2021-03-14",
        "Pacific/Auckland,    -36.85, 174.76, 2021-06-21"
    })
    void theSunRisesAndSetsWithinTheLocalDayEvenWhenTheClockIsChanged(
            String zone, double latitude, double longitude, String date) {
        GeoPoint place = new GeoPoint(latitude, longitude);
        LocalDay day = new LocalDay(LocalDate.parse(date), ZoneId.of(zone));

        Daylight light = Daylight.of(day, place);

        assertThat(light).isInstanceOfSatisfying(Daylight.RiseAndSet.class, sun -> {
            assertThat(day.interval().contains(sun.light().from())).isTrue();
            assertThat(day.interval().contains(sun.light().to())).isTrue();
            assertThat(sun.light().contains(sun.noon())).isTrue();
            // the upper edge with refraction is at the horizon when the centre is 0.833 degrees below it
            assertThat(SolarPosition.at(sun.light().from(), place).elevationDegrees())
                    .isCloseTo(-0.833, within(0.03));
            assertThat(SolarPosition.at(sun.light().to(), place).elevationDegrees())
                    .isCloseTo(-0.833, within(0.03));
        });
    }

    @Test
    void daysAreLongInTheSummerOfTheirHemisphere() {
        assertThat(daylight("2021-12-21", "Australia/Melbourne", MELBOURNE).length())
                .isGreaterThan(Duration.ofHours(14));
        assertThat(daylight("2021-06-21", "Australia/Melbourne", MELBOURNE).length())
                .isLessThan(Duration.ofHours(10));
    }

    @Test
    void beyondThePolarCircleTheSunStaysUpOrDown() {
        assertThat(daylight("2021-06-21", "Europe/Oslo", TROMSO)).isInstanceOf(Daylight.MidnightSun.class);
        assertThat(daylight("2021-06-21", "Europe/Oslo", TROMSO).length()).isEqualTo(Duration.ofDays(1));
        assertThat(daylight("2021-12-21", "Europe/Oslo", TROMSO)).isInstanceOf(Daylight.PolarNight.class);
        assertThat(daylight("2021-12-21", "Europe/Oslo", TROMSO).length()).isZero();
    }

    @Test
    void clearSkyIsHaurwitzFormulaAndDarkAtNight() {
        // sine of 30 degrees is one half: 1098 / 2 * exp(-0.118)
        assertThat(new SolarPosition(30, 180).clearSkyWm2()).isCloseTo(549 * Math.exp(-0.118), within(1e-9));
        assertThat(new SolarPosition(0, 90).clearSkyWm2()).isZero();
        assertThat(new SolarPosition(-20, 0).clearSkyWm2()).isZero();
    }

    @Test
    void anglesStayInTheirRangesEverywhere() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            Instant at = Instant.parse("2004-01-01T00:00:00Z").plusSeconds(random.nextInt(800_000_000));
            GeoPoint place = new GeoPoint(180 * random.nextDouble() - 90, 360 * random.nextDouble() - 180);

            SolarPosition sun = SolarPosition.at(at, place);

            assertThat(sun.elevationDegrees()).isBetween(-90.0, 90.0);
            assertThat(sun.azimuthDegrees()).isBetween(0.0, 360.0);
            assertThat(sun.clearSkyWm2()).isBetween(0.0, 1098.0);
        }
    }
}
