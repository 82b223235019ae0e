package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.loadcast.features.transform.Histories.cell;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.PointInTimeView;

class PriceAndShiftFeaturesTest {

    private static final double SINGLE_PRECISION = 1e-6;

    /** Prices of 3 January, announced at noon the day before: 0 to 23, the number of the hour. */
    private static Histories announced(FutureWeather weather) {
        return Histories.hourly("2024-01-01T00:00:00Z", 8)
                .future(weather)
                .run("market", "price_eur_mwh", 24, 24, hour -> 100 + hour % 24)
                .run("market", "price_eur_mwh", 36, 36, hour -> hour % 24);
    }

    @ParameterizedTest
    @EnumSource(FutureWeather.class)
    void anAnnouncedPriceIsKnownWhateverIsKnownOfTheWeather(FutureWeather weather) {
        PointInTimeView view = announced(weather).asOf("2024-01-02T13:00:00Z");
        PriceFeatures price = new PriceFeatures();
        String target = "2024-01-03T06:00:00Z";

        // The mean of 0 to 23 is 11.5; six hours are cheaper; the day before it was 106.
        assertThat(cell(price, view, target, "price.now")).isEqualTo(6);
        assertThat(cell(price, view, target, "price.over_day")).isEqualTo(-5.5);
        assertThat(cell(price, view, target, "price.rank")).isCloseTo(6 / 24.0, within(SINGLE_PRECISION));
        assertThat(cell(price, view, target, "price.change")).isEqualTo(-100);
    }

    @ParameterizedTest
    @EnumSource(FutureWeather.class)
    void beforeTheAnnouncementNobodyKnowsIt(FutureWeather weather) {
        PointInTimeView view = announced(weather).asOf("2024-01-02T11:00:00Z");

        assertThat(cell(new PriceFeatures(), view, "2024-01-03T06:00:00Z", "price.now"))
                .isNaN();
        assertThat(cell(new PriceFeatures(), view, "2024-01-02T20:00:00Z", "price.now"))
                .isEqualTo(120);
    }

    @Test
    void aReplayKnowsThePricesOfItsTimeOnly() {
        PointInTimeView view = announced(FutureWeather.FORECAST)
                .asOf("2024-01-05T00:00:00Z")
                .replay(java.time.Instant.parse("2024-01-02T11:00:00Z"));

        assertThat(cell(new PriceFeatures(), view, "2024-01-03T06:00:00Z", "price.now"))
                .isNaN();
    }

    @Test
    void aPriceIsNoWeather() {
        PointInTimeView view = announced(FutureWeather.ACTUAL).asOf("2024-01-02T13:00:00Z");

        assertThat(new WeatherFeatures(false).fit(view).columns()).isEmpty();
        assertThat(new PriceFeatures()
                        .fit(Histories.hourly("2024-01-01T00:00:00Z", 8).asOf("2024-01-02T13:00:00Z"))
                        .columns())
                .isEmpty();
    }

    @Test
    void aLoadThatHasHalvedIsToldByTheLastDays() {
        // given: a rising day of 1 to 24 kW, doubled until two days before the cutoff
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 40)
                .load(hour -> (1 + hour % 24) * (hour < 24 * 28 ? 2 : 1))
                .asOf("2024-01-31T00:00:00Z");
        ShiftFeatures shift = new ShiftFeatures();
        String target = "2024-01-31T05:00:00Z";

        // then: the last day is half of what it was, of three days one was as before, of seven five
        assertThat(cell(shift, view, target, "shift.day")).isCloseTo(-0.5, within(SINGLE_PRECISION));
        assertThat(cell(shift, view, target, "shift.days_3")).isCloseTo(-1 / 3.0, within(SINGLE_PRECISION));
        assertThat(cell(shift, view, target, "shift.week")).isCloseTo(-1 / 7.0, within(SINGLE_PRECISION));
    }

    @Test
    void lastWeeksLoadMovesWithTheLevel() {
        // given: 10 kW, and 16 from five days before the cutoff on
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 40)
                .load(hour -> hour < 24 * 25 ? 10 : 16)
                .asOf("2024-01-31T00:00:00Z");

        // then: around last week's hour (24 January 05:00) the week holds 84 hours before it and 84 from it on, of
        // which 55 are later
        // than 26 January 00:00. The last seven days are 48 hours of 10 and 120 of 16.
        double then = (168 - 41) / 168.0 * 10 + 41 / 168.0 * 16;
        double now = (48 * 10 + 120 * 16) / 168.0;
        assertThat(cell(new ShiftFeatures(), view, "2024-01-31T05:00:00Z", "lag.shifted"))
                .isCloseTo(10 + now - then, within(SINGLE_PRECISION));
    }

    @Test
    void allColumnsByChoiceAreToldApart() {
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 8)
                .future(FutureWeather.ACTUAL)
                .weather("here", "temperature_c", hour -> 10)
                .asOf("2024-01-05T00:00:00Z");

        for (ExtraFeatures extra : ExtraFeatures.values()) {
            List<String> columns = extra.pipeline().fit(view).columns();
            assertThat(columns).isNotEmpty().allMatch(extra::makes);
            assertThat(ExtraFeatures.madeFor(columns)).containsExactly(extra);
        }
        assertThat(ExtraFeatures.madeFor(
                        StandardFeatures.pipeline(false).fit(view).columns()))
                .isEmpty();
    }

    @Test
    void aMeterIsToldByItsSizeShapeAndCategory() {
        // given: a home in UTC of 2 kW from midnight to five and 4 kW else, by day and at weekends, and 20 kW once
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 40)
                .category("Shop")
                .load(hour -> hour == 24 * 29 + 12 ? 20 : hour % 24 < 5 ? 2 : 4)
                .asOf("2024-01-31T00:00:00Z");
        MeterFeatures meter = new MeterFeatures();
        String target = "2024-01-31T05:00:00Z";
        double level = (5 * 2 + 19 * 4) / 24.0 + 16 / (28 * 24.0);

        // then
        assertThat(cell(meter, view, target, "meter.log_level")).isCloseTo(Math.log10(level), within(SINGLE_PRECISION));
        assertThat(cell(meter, view, target, "meter.night")).isCloseTo(2 / level, within(SINGLE_PRECISION));
        assertThat(cell(meter, view, target, "meter.peak")).isCloseTo(20 / level, within(1e-5)); // single precision
        assertThat(cell(meter, view, target, "meter.generation")).isZero();
        assertThat(cell(meter, view, target, "meter.category=shop")).isEqualTo(1);
    }
}
