package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.loadcast.features.transform.Histories.cell;

import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.features.weather.MoistAir;

class ComfortFeaturesTest {

    private static final String CUTOFF = "2024-01-05T00:00:00Z";
    private static final String TARGET = "2024-01-05T06:00:00Z";

    @Test
    void degreesCountFromTheirBase() {
        PointInTimeView view = constant(10);

        assertThat(cell(new DegreeDayFeatures(), view, TARGET, "degree.heating_12"))
                .isEqualTo(2);
        assertThat(cell(new DegreeDayFeatures(), view, TARGET, "degree.heating_18"))
                .isEqualTo(8);
        assertThat(cell(new DegreeDayFeatures(), view, TARGET, "degree.cooling_18"))
                .isZero();
        assertThat(cell(new DegreeDayFeatures(), constant(26), TARGET, "degree.cooling_24"))
                .isEqualTo(2);
    }

    @Test
    void aDegreeDayIsTheMeanOverTheDayUntilTheTarget() {
        // Even hours have 8 degrees, odd ones 20: half of the day is 7 kelvin below 15 degrees.
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 8)
                .future(FutureWeather.ACTUAL)
                .weather("here", "temperature_c", hour -> hour % 2 == 0 ? 8 : 20)
                .asOf(CUTOFF);

        assertThat(cell(new DegreeDayFeatures(), view, TARGET, "degree.heating_15_day"))
                .isCloseTo(3.5, within(1e-6)); // single precision
    }

    @Test
    void withoutWeatherAheadTheNewestKnownDayStandsIn() {
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 8)
                .weather("here", "temperature_c", hour -> hour % 24)
                .asOf(CUTOFF);

        // Six in the morning had 6 degrees.
        assertThat(cell(new DegreeDayFeatures(), view, "2024-01-06T06:00:00Z", "degree.heating_15"))
                .isEqualTo(9);
    }

    @Test
    void humidityComesFromTheDewPointWhereThatIsWhatIsMeasured() {
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 8)
                .future(FutureWeather.ACTUAL)
                .weather("here", "temperature_c", hour -> 30)
                .weather("here", "dew_point_c", hour -> 22)
                .asOf(CUTOFF);

        assertThat(cell(new HumidityFeatures(), view, TARGET, "air.dew_point")).isEqualTo(22);
        assertThat(cell(new HumidityFeatures(), view, TARGET, "air.heat_index"))
                .isCloseTo(
                        MoistAir.heatIndexC(30, MoistAir.relativeHumidity(30, 22)), within(1e-5)); // single precision
    }

    @Test
    void windAloneGivesTheWindChill() {
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 8)
                .future(FutureWeather.ACTUAL)
                .weather("here", "temperature_c", hour -> -10)
                .weather("here", "wind_speed_10m_ms", hour -> 30 / 3.6)
                .asOf(CUTOFF);

        assertThat(new HumidityFeatures().fit(view).columns()).containsExactly("air.wind_chill");
        assertThat(cell(new HumidityFeatures(), view, TARGET, "air.wind_chill"))
                .isCloseTo(MoistAir.windChillC(-10, 30 / 3.6), within(1e-5)); // single precision
    }

    @Test
    void withoutATemperatureThereIsNoColumn() {
        PointInTimeView view = Histories.hourly("2024-01-01T00:00:00Z", 8)
                .weather("here", "relative_humidity", hour -> 50)
                .asOf(CUTOFF);

        assertThat(ExtraFeatures.COMFORT.pipeline().fit(view).columns()).isEmpty();
    }

    private static PointInTimeView constant(double celsius) {
        return Histories.hourly("2024-01-01T00:00:00Z", 8)
                .future(FutureWeather.ACTUAL)
                .weather("here", "temperature_c", hour -> celsius)
                .asOf(CUTOFF);
    }
}
