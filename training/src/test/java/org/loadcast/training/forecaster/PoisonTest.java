package org.loadcast.training.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.TownHistory.Later;

/**
 * Nothing that was unknown at a cutoff reaches a forecast: every installed family, one step and a day ahead, with each kind of
 * weather ahead, forecasts bit for bit the same whether the time after it was as it was, is garbage, or has not come yet.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonTest {

    private static final Instant TRAINED_UNTIL =
            TownHistory.START.plus(Duration.ofDays(64)).plus(Duration.ofHours(11));

    /** The last noon of winter time: its day ahead has the hour that the clock skips. */
    private static final Instant CUTOFF =
            TownHistory.START.plus(Duration.ofDays(75)).plus(Duration.ofHours(11));

    @TempDir
    private static Path models;

    private final Map<Question, Path> saved = new HashMap<>();

    /** One way to ask a family. */
    record Question(String family, boolean nextStep, FutureWeather weather) {

        LeadWindow window() {
            return nextStep ? TownHistory.NEXT_STEP : TownHistory.DAY_AHEAD;
        }

        @Override
        public String toString() {
            return family + (nextStep ? ", next step" : ", day ahead") + ", weather " + weather.label();
        }
    }

    static Stream<Question> questions() {
        return QuickForecasters.families()
                .flatMap(family -> Stream.of(true, false)
                        .flatMap(nextStep -> Arrays.stream(FutureWeather.values())
                                .map(weather -> new Question(family, nextStep, weather))));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whatCameAfterTheCutoffIsNotInTheForecast(Question question) throws IOException {
        double[][] expected = forecast(load(question), TownHistory.history(question.weather()), CUTOFF, question);

        for (Later later : List.of(Later.GARBAGE, Later.NOTHING)) {
            MeterHistory spoiled = TownHistory.history(question.weather(), CUTOFF, later);

            // Loaded anew for every question, so that nothing that a model remembers can hide a leak.
            double[][] forecast = forecast(load(question), spoiled, CUTOFF, question);

            assertThat(forecast).as(later.name()).isDeepEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whatCameAfterTheTrainingIsNotInTheModel(Question question) throws IOException {
        MeterHistory clean = TownHistory.history(question.weather());
        MeterHistory spoiled = TownHistory.history(question.weather(), TRAINED_UNTIL, Later.GARBAGE);

        FittedForecaster blind = QuickForecasters.fit(question.family(), spoiled, TRAINED_UNTIL, question.window());

        assertThat(forecast(blind, clean, CUTOFF, question))
                .isDeepEqualTo(forecast(load(question), clean, CUTOFF, question));
    }

    private FittedForecaster load(Question question) throws IOException {
        Path directory = saved.get(question);
        if (directory == null) {
            directory = Files.createDirectory(models.resolve(String.valueOf(saved.size())));
            MeterHistory clean = TownHistory.history(question.weather());
            QuickForecasters.fit(question.family(), clean, TRAINED_UNTIL, question.window())
                    .save(directory);
            saved.put(question, directory);
        }
        return QuickForecasters.family(question.family()).load(directory);
    }

    private static double[][] forecast(
            FittedForecaster fitted, MeterHistory history, Instant cutoff, Question question) {
        return QuickForecasters.forecast(fitted, history, cutoff, question.window());
    }
}
