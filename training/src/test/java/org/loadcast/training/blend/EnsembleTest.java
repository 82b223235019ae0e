package org.loadcast.training.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.forecaster.TrainingSet;
import org.loadcast.training.forecaster.baseline.SeasonalNaiveFamily;

/** Blends of members that are wrong by a known number of kW. */
class EnsembleTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final LeadWindow DAY = new LeadWindow(Duration.ZERO, Duration.ofHours(1), 24);
    private static final int MEDIAN = 4;
    private static final Families FAMILIES = new Families(List.of(new OffsetFamily()));
    private static final MeterHistory TOWN = town();

    private static MeterHistory town() {
        LoadSeries.Builder load = LoadSeries.builder(new TimeGrid(START, Duration.ofHours(1), 24 * 120));
        IntStream.range(0, 24 * 120).forEach(hour -> load.set(hour, OffsetFamily.loadOf(hour)));
        Meter meter = Meter.builder(MeterId.of("town")).build();
        return new MeterHistory(meter, HolidayCalendar.none(), load.build(), List.of(), List.of(), FutureWeather.NONE);
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static TrainingSet set(int firstDay, int untilDay) {
        return new TrainingSet(
                TOWN.asOf(day(untilDay)),
                DAY,
                IntStream.range(firstDay, untilDay).mapToObj(EnsembleTest::day).toList());
    }

    private static Ensemble train(TrainingSet set, Member... members) {
        return Ensemble.train(List.of(members), FAMILIES, set, FitOptions.defaults(), Ensemble.FOLDS);
    }

    private static double[][] forecast(FittedBlend blend, int day) {
        return blend.forecast(ForecastContext.of(TOWN.asOf(day(day)), DAY));
    }

    @Test
    void theBetterMemberWeighsMoreAndAWeakOneNothing() {
        Ensemble ensemble = train(
                set(14, 90),
                OffsetFamily.member("good", "10"),
                OffsetFamily.member("fair", "-12"),
                OffsetFamily.member("weak", "80"));

        Map<String, Double> weights = ensemble.blend("blend").weights();

        assertThat(weights).containsOnlyKeys("good", "fair");
        assertThat(weights.get("good")).isGreaterThan(weights.get("fair"));
        assertThat(weights.values().stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void whoIsBetterAtFirstWeighsMoreThereAndTheOtherLater() {
        FittedBlend blend = train(
                        set(14, 90), OffsetFamily.member("soon", "-1", "-1"), OffsetFamily.member("late", "24", "-1"))
                .blend("blend");

        double[][] forecast = forecast(blend, 95);

        // Equal weights all day would be 11.5 kW wrong at both ends, of which the correction of the bias takes half.
        assertThat(forecast[0][MEDIAN]).isCloseTo(OffsetFamily.loadOf(0), within(2.0));
        assertThat(forecast[23][MEDIAN]).isCloseTo(OffsetFamily.loadOf(23), within(2.0));
    }

    @Test
    void aYardstickIsBlendedWhereItProvesGood() {
        Families families = new Families(List.of(new OffsetFamily(), new SeasonalNaiveFamily()));
        List<Member> members = List.of(
                OffsetFamily.member("fair", "10"), new Member("seasonal-naive", "seasonal-naive", Map.of("days", "7")));

        FittedBlend proven = Ensemble.train(members, families, set(14, 90), FitOptions.defaults(), Ensemble.FOLDS)
                .blend("blend");
        FittedBlend unproven = Ensemble.train(members, families, set(14, 20), FitOptions.defaults(), Ensemble.FOLDS)
                .blend("blend");

        assertThat(proven.weights()).containsOnlyKeys("seasonal-naive");
        assertThat(unproven.weights()).containsOnlyKeys("fair");
    }

    @Test
    void ofRivalsOnlyTheBetterIsTrainedOn() {
        Ensemble ensemble = train(
                set(14, 90),
                OffsetFamily.member("mlp", "11"),
                OffsetFamily.member("mlp-large", "-10"),
                OffsetFamily.member("other", "12"));

        assertThat(ensemble.blend("blend").weights()).containsOnlyKeys("mlp-large", "other");
    }

    @Test
    void aLargeRivalThatIsHardlyBetterIsBeatenAndTheOtherStandsForTheFamily() {
        Families families = new Families(List.of(new OffsetFamily(), new SeasonalNaiveFamily()));
        List<Member> members = List.of(
                OffsetFamily.member("mlp", "10.2"),
                OffsetFamily.member("mlp-large", "10"),
                new Member("seasonal-naive", "seasonal-naive", Map.of("days", "7")));

        Ensemble ensemble = Ensemble.train(members, families, set(14, 90), FitOptions.defaults(), Ensemble.FOLDS);

        assertThat(ensemble.blend("only", member -> member.family().equals(OffsetFamily.NAME))
                        .weights())
                .containsOnlyKeys("mlp");
    }

    @Test
    void theForecastIsTheWeightedMean() {
        FittedBlend blend = train(set(14, 90), OffsetFamily.member("high", "10"), OffsetFamily.member("low", "-10"))
                .blend("blend");

        double[][] forecast = forecast(blend, 95);

        for (int hour = 0; hour < 24; hour++) {
            // Past forecasts are kept as floats, and half of their bias, nearly none, may be taken off.
            assertThat(forecast[hour][MEDIAN]).isCloseTo(OffsetFamily.loadOf(hour), within(1e-4));
        }
    }

    @Test
    void aSilentMemberIsLeftOut() {
        FittedBlend blend = train(set(14, 90), OffsetFamily.member("silent", "NaN"), OffsetFamily.member("talks", "3"))
                .blend("blend");

        assertThat(blend.weights()).containsOnlyKeys("talks");
        assertThat(forecast(blend, 95)[0][MEDIAN]).isFinite();
    }

    @Test
    void aMemberThatCannotLearnIsLeftOut() {
        FittedBlend blend = train(set(14, 90), OffsetFamily.member("never", "never"), OffsetFamily.member("able", "3"))
                .blend("blend");

        assertThat(blend.weights()).containsOnlyKeys("able");
    }

    @Test
    void tooLittleHistoryForEveryMemberIsAnError() {
        assertThatThrownBy(() -> train(set(14, 90), OffsetFamily.member("never", "never")))
                .isInstanceOf(TooLittleHistoryException.class)
                .hasMessageContaining("Meter town has too little history before 2024-03-31T00:00:00Z");
    }

    @Test
    void aSetWithoutAnyPastForecastIsTooLittle() {
        TrainingSet none = new TrainingSet(TOWN.asOf(day(5)), DAY, List.of());

        assertThatThrownBy(() -> train(none, OffsetFamily.member("good", "1")))
                .isInstanceOf(TooLittleHistoryException.class)
                .hasMessageContaining("town");
    }

    @Test
    void withoutRoomToValidateAllMembersWeighTheSame() {
        FittedBlend blend = train(set(14, 20), OffsetFamily.member("high", "10"), OffsetFamily.member("weak", "80"))
                .blend("blend");

        assertThat(blend.weights()).containsEntry("high", 0.5).containsEntry("weak", 0.5);
    }

    @Test
    void daysThatWereUnseenDecideTheWeightsOnceTheirLoadIsKnown() {
        Ensemble ensemble = train(set(14, 20), OffsetFamily.member("good", "10"), OffsetFamily.member("weak", "80"));
        List<ForecastContext> unseen = IntStream.range(20, 39)
                .mapToObj(day -> ForecastContext.of(TOWN.asOf(day(day)), DAY))
                .toList();

        FittedBlend renewed = ensemble.renewed(set(14, 40), unseen).blend("blend");

        assertThat(renewed.weights()).containsOnlyKeys("good");
        assertThat(renewed.past().all()).hasSize(19);
        assertThat(renewed.past().newest(0)).isEqualTo(day(38).getEpochSecond());
    }

    @Test
    void aRefitKeepsTheWeights() {
        Ensemble ensemble = train(set(14, 90), OffsetFamily.member("good", "10"), OffsetFamily.member("fair", "-12"));
        FittedBlend blend = ensemble.blend("blend");

        FittedBlend later = blend.refitted(ensemble.refit(set(14, 110)));

        assertThat(later.weights()).isEqualTo(blend.weights());
    }

    @Test
    void aBlendOfOneFamilyIsCutFromTheSameTraining() {
        Ensemble ensemble = train(set(14, 90), OffsetFamily.member("good", "10"), OffsetFamily.member("fair", "-12"));

        assertThat(ensemble.blend("only", member -> member.name().equals("fair"))
                        .weights())
                .containsOnlyKeys("fair");
        assertThat(ensemble.families()).containsExactly(OffsetFamily.NAME);
    }

    @Test
    void daysSinceTheTrainingAreMadeUpForBeforeAnAnswer() {
        FittedBlend blend =
                train(set(14, 90), OffsetFamily.member("good", "10")).blend("blend");

        forecast(blend, 100);

        // Every day up to the asked one is remembered, that one too, as the calibration of the next.
        assertThat(blend.past().newest(0)).isEqualTo(day(100).getEpochSecond());
        assertThat(blend.past().between(day(89).getEpochSecond(), day(100).getEpochSecond()))
                .hasSize(11);
    }

    @Test
    void aLoadedBlendAnswersAsTheFirstTimeEvenIfTheOriginalHasAnsweredSince(@TempDir Path directory)
            throws IOException {
        FittedBlend blend = train(set(14, 90), OffsetFamily.member("good", "10"), OffsetFamily.member("fair", "-12"))
                .blend("blend");
        blend.save(directory);
        double[][] first = forecast(blend, 95);

        FittedBlend loaded = BlendFiles.load(directory, FAMILIES);

        assertThat(forecast(loaded, 95)).isDeepEqualTo(first);
        assertThat(forecast(loaded, 95)).isDeepEqualTo(first);
    }
}
