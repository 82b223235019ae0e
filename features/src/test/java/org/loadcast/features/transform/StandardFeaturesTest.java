package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.features.view.PointInTimeView;

/** The poison test of every transform: what nobody knew at a cutoff is in no column. */
class StandardFeaturesTest {

    private static final Instant START = Instant.parse("2021-02-01T00:00:00Z");
    private static final int DAYS = 60;
    private static final int CUTOFF_HOUR = 55 * 24 + 11;
    private static final Instant CUTOFF = START.plus(Duration.ofHours(CUTOFF_HOUR));

    static Stream<Arguments> questions() {
        return Stream.of(FutureWeather.values())
                .flatMap(weather -> Stream.of(true, false).map(nextStep -> Arguments.of(weather, nextStep)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void noColumnKnowsWhatCameAfterTheCutoff(FutureWeather weather, boolean nextStep) {
        SplittableRandom random = new SplittableRandom(5);
        FeatureMatrix expected = features(history(weather, StandardFeaturesTest::real), nextStep);

        for (IntToDoubleFunction later :
                List.<IntToDoubleFunction>of(hour -> random.nextDouble(-1e6, 1e6), StandardFeaturesTest::missing)) {
            FeatureMatrix features = features(history(weather, later), nextStep);

            assertThat(features.columns()).isEqualTo(expected.columns());
            for (int row = 0; row < expected.rows(); row++) {
                for (int column = 0; column < expected.width(); column++) {
                    assertThat(Float.floatToIntBits(features.get(row, column)))
                            .as("%s of row %d", expected.columns().get(column), row)
                            .isEqualTo(Float.floatToIntBits(expected.get(row, column)));
                }
            }
        }
    }

    @Test
    void aFeatureThatIsMadeTwiceIsRefused() {
        PointInTimeView view =
                history(FutureWeather.NONE, StandardFeaturesTest::missing).asOf(CUTOFF);
        FeaturePipeline twice = new FeaturePipeline(List.of(new CalendarFeatures(), new CalendarFeatures()));

        assertThatThrownBy(() -> twice.fit(view))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Feature 'cal.hour' is made twice in one pipeline.");
    }

    @Test
    void theTransformsStandSideBySide() {
        PointInTimeView view =
                history(FutureWeather.ACTUAL, StandardFeaturesTest::real).asOf(CUTOFF);

        List<String> columns = StandardFeatures.pipeline(false).fit(view).columns();

        assertThat(columns)
                .doesNotHaveDuplicates()
                .contains("lag.last_1", "cal.hour", "wx.ghi_wm2@roof", "temp.now", "sun.clearness");
    }

    private static FeatureMatrix features(MeterHistory history, boolean nextStep) {
        PointInTimeView view = history.asOf(CUTOFF);
        int length = nextStep ? 1 : 160;
        TimeGrid target = new TimeGrid(CUTOFF, Duration.ofMinutes(15), length);
        return StandardFeatures.pipeline(nextStep)
                .fit(view)
                .apply(view, target)
                .beside(ExtraFeatures.COMFORT.pipeline().fit(view).apply(view, target));
    }

    private static double missing(int hour) {
        return Double.NaN;
    }

    private static double real(int hour) {
        return 10 + 5 * Math.sin(hour / 7.0) + hour % 24;
    }

    /** Loads, measured weather and weather forecasts with {@code later} in place of what the cutoff does not know. */
    private static MeterHistory history(FutureWeather weather, IntToDoubleFunction later) {
        IntToDoubleFunction measured = hour -> hour + 1 <= CUTOFF_HOUR ? real(hour) : later.applyAsDouble(hour);
        IntToDoubleFunction air = weather == FutureWeather.ACTUAL ? StandardFeaturesTest::real : measured;
        Histories histories = Histories.quarterHourly(START.toString(), DAYS)
                .zone("Europe/Amsterdam")
                .at(52.1, 5.2)
                .load(quarter -> quarter % 97 == 0 ? Double.NaN : measured.applyAsDouble(quarter / 4))
                .ends(quarter -> 1 + measured.applyAsDouble(quarter / 4))
                .future(weather)
                .weather("airport", "temperature_c", air)
                .weather("lake", "temperature_c", hour -> hour % 3 == 0 ? air.applyAsDouble(hour) : Double.NaN)
                .weather("airport", "wind_speed_10m_ms", air)
                .weather("lake", "relative_humidity", air)
                .weather("roof", "ghi_wm2", air);
        if (weather == FutureWeather.FORECAST) {
            IntToDoubleFunction forecast = hour -> real(hour) + 1;
            histories
                    .run("airport", "temperature_c", CUTOFF_HOUR - 30, 48, forecast)
                    .run("airport", "temperature_c", CUTOFF_HOUR - 2, 24, forecast)
                    .run("airport", "temperature_c", CUTOFF_HOUR + 1, 48, later);
        }
        return histories.build();
    }
}
