package org.loadcast.training.forecaster.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

/** Trees on the simplest load that a line cannot draw: one kilowatt until noon, five after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoostingForecasterTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int HOURS = 24 * 50;
    private static final Instant TRAINED_UNTIL = START.plus(Duration.ofDays(46));
    private static final LeadWindow DAY = new LeadWindow(Duration.ZERO, Duration.ofHours(1), 24);
    private static final MeterHistory STEPS = steps();
    private static final Map<String, String> FAST = Map.of("rounds", "30", "eta", "0.5", "column_sample", "1");

    @SuppressWarnings("NullAway.Init") // set before the first test
    private FittedForecaster fitted;

    @BeforeAll
    void fit() {
        fitted = new BoostingFamily().forecaster(FAST).fit(set(40), FitOptions.defaults());
    }

    @Test
    void learnsAStepFunction() {
        double[][] forecast = fitted.forecast(tomorrow());

        for (int hour = 0; hour < 24; hour++) {
            // Half of what is left is learned in every round, but for a leaf's penalty of one row in hundreds.
            assertThat(forecast[hour][4]).isCloseTo(hour < 12 ? 1 : 5, within(0.02));
        }
    }

    @Test
    void tooFewRowsAreAnError() {
        assertThatThrownBy(() -> new BoostingFamily().forecaster(FAST).fit(set(8), FitOptions.defaults()))
                .isInstanceOf(TooLittleHistoryException.class)
                .hasMessageContaining("needs 200 rows")
                .hasMessageContaining("steps gives 192");
    }

    @Test
    void tribuoOpensTheTreesAndPredictsTheSame(@TempDir Path directory) throws IOException {
        // given
        fitted.save(directory);
        FeatureMatrix features = tomorrow().features();

        // when
        Model<?> model = Model.deserializeFromFile(directory.resolve(TribuoFile.NAME));
        Map<String, Provenance> origin = model.getProvenance().getInstanceProvenance().getMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        // then: the target in kW is centre + scale x what the trees say
        double centre = Double.parseDouble(text(origin, "target-centre"));
        double scale = Double.parseDouble(text(origin, "target-scale"));
        double[][] forecast = fitted.forecast(tomorrow());
        for (int hour = 0; hour < 24; hour++) {
            assertThat(centre + scale * predicted(model.castModel(Regressor.class), features, hour))
                    .isEqualTo(forecast[hour][4]);
        }
    }

    private static double predicted(Model<Regressor> model, FeatureMatrix features, int row) {
        List<Feature> known = new ArrayList<>();
        for (int column = 0; column < features.width(); column++) {
            if (!Float.isNaN(features.get(row, column))) {
                known.add(new Feature(features.columns().get(column), features.get(row, column)));
            }
        }
        Prediction<Regressor> prediction =
                model.predict(new ArrayExample<>(new Regressor(TribuoFile.OUTPUT, 0), known));
        return prediction.getOutput().getValues()[0];
    }

    @Test
    void theTribuoModelSaysWhereItCameFrom(@TempDir Path directory) throws IOException {
        fitted.save(directory);

        var provenance =
                Model.deserializeFromFile(directory.resolve(TribuoFile.NAME)).getProvenance();

        assertThat(provenance.getTribuoVersion()).isNotBlank();
        assertThat(provenance.getInstanceProvenance().toString())
                .contains("meter=steps")
                .contains("data-from=2024-01-01T00:00:00Z")
                .contains("data-until=2024-02-16T00:00:00Z")
                .contains("seed=1")
                .contains("rows=960")
                .contains("xgboost-rounds=30")
                .contains("xgboost-eta=0.5");
    }

    @Test
    void aLoadedModelIsSavedWithItsOrigin(@TempDir Path first, @TempDir Path second) throws IOException {
        fitted.save(first);

        new BoostingFamily().load(first).save(second);

        assertThat(Model.deserializeFromFile(second.resolve(TribuoFile.NAME))
                        .getProvenance()
                        .getInstanceProvenance()
                        .toString())
                .contains("meter=steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recursive", "auto"})
    void learnsTheStepsFromTheStepsBefore(String form) {
        FittedForecaster steps = new BoostingFamily()
                .forecaster(with(FAST, Map.of("form", form)))
                .fit(set(40), FitOptions.defaults());

        double[][] forecast = steps.forecast(tomorrow());

        for (int hour = 0; hour < 24; hour++) {
            // Errors of single steps add up over the day.
            assertThat(forecast[hour][4]).isCloseTo(hour < 12 ? 1 : 5, within(0.3));
        }
    }

    @Test
    void recursionCrossesTheTimeBetweenCutoffAndTargets() {
        LeadWindow afternoon = new LeadWindow(Duration.ofHours(12), Duration.ofHours(1), 12);
        FittedForecaster steps = new BoostingFamily()
                .forecaster(with(FAST, Map.of("form", "recursive")))
                .fit(set(40), FitOptions.defaults());

        double[][] forecast = steps.forecast(ForecastContext.of(STEPS.asOf(TRAINED_UNTIL), afternoon));

        assertThat(forecast).isDeepEqualTo(Arrays.copyOfRange(steps.forecast(tomorrow()), 12, 24));
    }

    @Test
    void everyQuantileHasItsOwnTreesOnChoice(@TempDir Path directory) throws IOException {
        // given
        FittedForecaster quantiles = new BoostingFamily()
                .forecaster(with(FAST, Map.of("quantiles", "true")))
                .fit(set(40), FitOptions.defaults());

        // when
        quantiles.save(directory);
        double[][] forecast = quantiles.forecast(tomorrow());

        // then
        for (double[] row : forecast) {
            assertThat(row).isSorted();
        }
        var p90 = Model.deserializeFromFile(directory.resolve("trees-p90.tribuo"));
        assertThat(p90.getProvenance().getInstanceProvenance().toString())
                .contains("xgboost-objective=reg:quantileerror");
        assertThat(new BoostingFamily().load(directory).forecast(tomorrow())).isDeepEqualTo(forecast);
    }

    @Test
    void quantilesOfARecursionAreRefused() {
        assertThatThrownBy(() -> new BoostingFamily().forecaster(Map.of("quantiles", "true", "form", "recursive")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Use form=direct");
    }

    @Test
    void boostedLinearTermsGoBeyondWhatTheyHaveSeen() {
        // given: a load that grows by a kilowatt a day for ever
        MeterHistory growing = history(hour -> hour / 24.0);
        Map<String, String> linear = Map.of("booster", "linear", "rounds", "200", "eta", "0.5");

        // when
        double[][] forecast = new BoostingFamily()
                .forecaster(linear)
                .fit(set(growing, 40), FitOptions.defaults())
                .forecast(ForecastContext.of(growing.asOf(TRAINED_UNTIL), DAY));

        // then: the greatest load in training was 46 kW; noon of the next day is 46.5
        assertThat(forecast[12][4]).isCloseTo(46.5, within(0.3)); // the penalty holds a little back
    }

    @Test
    void oldRowsCountLessOnChoice() {
        // given: a load of one kilowatt that becomes five on the last ten days
        MeterHistory changed = history(hour -> hour < 24 * 36 ? 1 : 5);
        Map<String, String> calendar = with(FAST, Map.of("columns", "few", "depth", "1"));

        // when
        double plain = noon(changed, calendar);
        double recent = noon(changed, with(calendar, Map.of("half_life_days", "1")));

        // then
        assertThat(Math.abs(recent - 5)).isLessThan(Math.abs(plain - 5) / 2);
    }

    private static double noon(MeterHistory history, Map<String, String> parameters) {
        return new BoostingFamily()
                .forecaster(parameters)
                .fit(set(history, 40), FitOptions.defaults())
                .forecast(ForecastContext.of(history.asOf(TRAINED_UNTIL), DAY))[12][4];
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void openMpComesWithTheJarsWhereTheSystemHasNone() {
        assertThat(OpenMp.loadShipped()).endsWith("libgomp.so.1");
    }

    private static String text(Map<String, Provenance> origin, String name) {
        return String.valueOf(origin.get(name));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    private static TrainingSet set(int days) {
        return set(STEPS, days);
    }

    private static TrainingSet set(MeterHistory history, int days) {
        List<Instant> cutoffs = IntStream.rangeClosed(1, days)
                .mapToObj(day -> TRAINED_UNTIL.minus(Duration.ofDays(day)))
                .sorted()
                .toList();
        return new TrainingSet(history.asOf(TRAINED_UNTIL), DAY, cutoffs);
    }

    private static ForecastContext tomorrow() {
        return ForecastContext.of(STEPS.asOf(TRAINED_UNTIL), DAY);
    }

    private static MeterHistory steps() {
        return history(hour -> hour % 24 < 12 ? 1 : 5);
    }

    private static MeterHistory history(IntToDoubleFunction loadKw) {
        LoadSeries.Builder load = LoadSeries.builder(new TimeGrid(START, Duration.ofHours(1), HOURS));
        IntStream.range(0, HOURS).forEach(hour -> load.set(hour, loadKw.applyAsDouble(hour)));
        return new MeterHistory(
                Meter.builder(MeterId.of("steps")).build(),
                HolidayCalendar.none(),
                load.build(),
                List.of(),
                List.of(),
                FutureWeather.NONE);
    }
}
