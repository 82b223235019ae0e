package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.PointInTimeView;

/** Temperatures that rise by one degree an hour: the value is the number of the hour since the start. */
class WeatherFeaturesTest {

    private static final WeatherFeatures AHEAD = new WeatherFeatures(false);
    private static final WeatherFeatures NEXT_STEP = new WeatherFeatures(true);
    private static final String CUTOFF = "2021-06-20T12:00:00Z";
    private static final int NOW = 19 * 24 + 12;
    private static final String TARGET = "2021-06-21T06:00:00Z";
    private static final int THERE = 20 * 24 + 6;

    /** A float keeps seven digits. */
    private static final Offset<Double> FLOAT = within(1e-4);

    private static Histories rising(FutureWeather mode) {
        return Histories.hourly("2021-06-01T00:00:00Z", 30).future(mode).weather("airport", "temperature_c", h -> h);
    }

    @Test
    void theRealWeatherOfTheTargetIsSeenInModeActual() {
        PointInTimeView view = rising(FutureWeather.ACTUAL).asOf(CUTOFF);

        assertThat(Histories.cell(AHEAD, view, TARGET, "wx.temperature_c@airport"))
                .isEqualTo(THERE);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.now")).isEqualTo(THERE);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.lag_3h")).isEqualTo(THERE - 3);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.lag_48h")).isEqualTo(THERE - 48);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.day_min")).isEqualTo(20 * 24);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.day_max")).isEqualTo(20 * 24 + 23);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.day_mean")).isEqualTo(20 * 24 + 11.5);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.minus_week")).isEqualTo(168);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.minus_recent")).isEqualTo(24);
        // An exponential mean follows a slope of one an hour keep / (1 - keep) hours late.
        double keep = Math.pow(0.5, 1 / 4.0);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.smooth_4h")).isCloseTo(THERE - keep / (1 - keep), FLOAT);
    }

    @Test
    void theDayOfAMeterIsItsLocalDay() {
        PointInTimeView view =
                rising(FutureWeather.ACTUAL).zone("Europe/Amsterdam").asOf(CUTOFF);

        // 21 June begins at 22:00 UTC of the 20th.
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.day_min")).isEqualTo(20 * 24 - 2);
    }

    @Test
    void temperaturesOfSeveralStationsAreAveragedAndKeptApart() {
        PointInTimeView view = rising(FutureWeather.ACTUAL)
                .weather("lake", "temperature_c", h -> h + 4)
                .asOf(CUTOFF);

        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.now")).isEqualTo(THERE + 2);
        assertThat(Histories.cell(AHEAD, view, TARGET, "wx.temperature_c@lake")).isEqualTo(THERE + 4);
    }

    @Test
    void inModeForecastTheNewestRunOfThatMomentCounts() {
        // given: runs of one, of six and of minus one hour before the cutoff
        PointInTimeView view = rising(FutureWeather.FORECAST)
                .run("airport", "temperature_c", NOW - 6, 48, h -> 1000 + h)
                .run("airport", "temperature_c", NOW - 1, 48, h -> 2000 + h)
                .run("airport", "temperature_c", NOW + 1, 48, h -> 3000 + h)
                .asOf(CUTOFF);

        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.now")).isEqualTo(2000 + THERE);
        // What was measured by then is not forecast any more.
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.lag_24h")).isEqualTo(THERE - 24);
    }

    @Test
    void withoutWeatherAheadTheNewestStateStandsIn() {
        PointInTimeView view = rising(FutureWeather.NONE).asOf(CUTOFF);
        int newest = NOW - 1;

        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.now")).isEqualTo(newest);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.change_24h")).isEqualTo(24);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.max_24h")).isEqualTo(newest);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.min_24h")).isEqualTo(newest - 23);
        assertThat(Histories.cell(AHEAD, view, TARGET, "temp.same_hour")).isEqualTo(THERE - 24);
        assertThat(Histories.cell(AHEAD, view, TARGET, "wx.temperature_c@airport.mean_24h"))
                .isEqualTo(newest - 11.5);
    }

    @Test
    void oneStepAheadTheChangesCount() {
        PointInTimeView view = rising(FutureWeather.ACTUAL).asOf(CUTOFF);

        assertThat(Histories.cell(NEXT_STEP, view, CUTOFF, "wx.temperature_c@airport"))
                .isEqualTo(NOW);
        assertThat(Histories.cell(NEXT_STEP, view, CUTOFF, "wx.temperature_c@airport.change"))
                .isEqualTo(1);
        assertThat(Histories.cell(NEXT_STEP, view, CUTOFF, "wx.temperature_c@airport.change_1h"))
                .isEqualTo(2);
    }

    @Test
    void aTurbineGivesHalfItsPowerAtEightMetresASecond() {
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 30)
                .future(FutureWeather.ACTUAL)
                .weather("sea", "wind_speed_100m_ms", h -> 8)
                .weather("sea", "wind_speed_10m_ms", h -> 8 / 1.35)
                .asOf(CUTOFF);

        assertThat(Histories.cell(AHEAD, view, TARGET, "wx.wind_speed_100m_ms@sea.power"))
                .isCloseTo(0.5, FLOAT);
        assertThat(Histories.cell(AHEAD, view, TARGET, "wx.wind_speed_10m_ms@sea.power"))
                .isCloseTo(0.5, FLOAT);
        assertThat(Histories.cell(AHEAD, view, TARGET, "wx.wind_speed_100m_ms@sea.smooth"))
                .isCloseTo(8, FLOAT);
    }

    @Test
    void withoutTemperatureThereAreNoTemperatureColumns() {
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 30)
                .future(FutureWeather.ACTUAL)
                .weather("roof", "ghi_wm2", h -> 100)
                .asOf(CUTOFF);

        assertThat(AHEAD.fit(view).columns())
                .containsExactly("wx.ghi_wm2@roof", "wx.ghi_wm2@roof.smooth", "wx.ghi_wm2@roof.day_mean");
    }
}
