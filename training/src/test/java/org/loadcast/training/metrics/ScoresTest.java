package org.loadcast.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.training.metrics.SeasonalReference.Scale;

/** Every expected number is worked out by hand from the definitions. */
class ScoresTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2021-01-20T00:00:00Z");
    private static final MeterId METER = MeterId.of("m");
    private static final Quantiles BAND = Quantiles.of(0.1, 0.5, 0.9);
    /** Sums of a few doubles. */
    private static final Offset<Double> EXACT = within(1e-12);

    /** Six known hours with season 2: differences |3-1|, |4-2|, |5-3|, |8-4| have the mean 2.5; then two targets. */
    private static final LoadSeries LOAD =
            LoadSeries.ofArray(new TimeGrid(START, HOUR, 8), new double[] {1, 2, 3, 4, 5, 8, 10, 4});

    private static final Instant CUTOFF = START.plus(HOUR.multipliedBy(6));

    private final SeasonalReference reference =
            new SeasonalReference(Map.of(METER, LOAD), 2, Scale.FIRST_CUTOFF, CUTOFF);

    /** Errors +2 and -1 of loads 10 and 4; the first target lies above its band, the second inside. */
    private static BacktestRows rows() {
        return BacktestRows.builder(BAND, HOUR)
                .add(METER, CUTOFF, CUTOFF, new double[] {10.5, 12, 14}, 10)
                .add(METER, CUTOFF, CUTOFF.plus(HOUR), new double[] {2, 3, 5}, 4)
                .addUnmeasured(METER, CUTOFF, CUTOFF.plus(HOUR.multipliedBy(2)), new double[] {0, 0, 0})
                .build();
    }

    @Test
    void errorsOfTheMedianFollowTheirDefinitions() {
        var scores = Scores.of(rows(), reference);

        assertThat(scores.rows()).isEqualTo(2);
        assertThat(scores.wape().orElseThrow()).isCloseTo(3.0 / 14, EXACT);
        assertThat(scores.maeKw().orElseThrow()).isCloseTo(1.5, EXACT);
        assertThat(scores.rmseKw().orElseThrow()).isCloseTo(Math.sqrt(2.5), EXACT);
        assertThat(scores.biasKw().orElseThrow()).isCloseTo(0.5, EXACT);
        assertThat(scores.mase().orElseThrow()).isCloseTo(1.5 / 2.5, EXACT);
    }

    @Test
    void quantileScoresFollowTheirDefinitions() {
        var scores = Scores.of(rows(), reference);

        // Twice the pinball loss: 0.9 * 2 * 0.5 + 2 + 0.1 * 2 * 4 = 3.7, and 0.1 * 2 * 2 + 1 + 0.1 * 2 * 1 = 1.6.
        double twicePinball = 3.7 + 1.6;
        assertThat(scores.wql().orElseThrow()).isCloseTo(twicePinball / 3 / 14, EXACT);
        assertThat(scores.sql().orElseThrow()).isCloseTo(twicePinball / 3 / 2 / 2.5, EXACT);
        assertThat(scores.totals().pinballKw(1).orElseThrow()).isCloseTo(1.5 / 2, EXACT);
        assertThat(scores.coverage().orElseThrow()).isEqualTo(0.5);
        assertThat(scores.crossed()).isZero();
    }

    @Test
    void skillComparesWithTheLatestKnownValueOfTheSameSeasonPosition() {
        var scores = Scores.of(rows(), reference);

        // Two hours before the targets came 5 and 8: the naive errors are 5 and 4.
        assertThat(scores.naiveWape().orElseThrow()).isCloseTo(9.0 / 14, EXACT);
        assertThat(scores.skill().orElseThrow()).isCloseTo(1 - 3.0 / 9, EXACT);
    }

    @Test
    void theMarginOfTheSkillFollowsFromForecastToForecast() {
        // given: a load of 0 that was 4 two hours before, so that every naive error is 4; errors of 1 and 3 in turn
        LoadSeries load = LoadSeries.ofArray(
                new TimeGrid(START, HOUR, 20),
                new double[] {4, 4, 0, 0, 4, 4, 0, 0, 4, 4, 0, 0, 4, 4, 0, 0, 4, 4, 0, 0});
        SeasonalReference alternating = new SeasonalReference(Map.of(METER, load), 2, Scale.FIRST_CUTOFF, CUTOFF);
        BacktestRows.Builder builder = BacktestRows.builder(BAND, HOUR);
        for (int hour = 6; hour < 14; hour++) {
            Instant cutoff = START.plus(HOUR.multipliedBy(hour));
            double y = load.kilowatts(hour);
            double forecast = y + (hour % 2 == 0 ? 1 : 3);
            builder.add(METER, cutoff, cutoff, new double[] {forecast - 1, forecast, forecast + 1}, y);
        }

        // when
        Scores scores = Scores.of(builder.build(), alternating);

        // then: ratio 2 / 4, residuals ±1 in eight forecasts of a naive sum of 32
        assertThat(scores.skill().orElseThrow()).isCloseTo(0.5, EXACT);
        assertThat(scores.skillMargin().orElseThrow()).isCloseTo(1.645 * Math.sqrt(8.0 * 8 / 7) / 32, EXACT);
        assertThat(Scores.of(rows(), reference).skillMargin()).isEmpty();
    }

    @Test
    void naiveGoesBackAsManySeasonsAsTheLeadNeeds() {
        var threeHoursAhead = reference.naive(METER, CUTOFF, CUTOFF.plus(HOUR.multipliedBy(3)));
        var lastHourNotYetEnded = reference.naive(METER, CUTOFF.minusSeconds(1), CUTOFF.plus(HOUR));
        var beforeTheHistory = reference.naive(METER, START, START);

        assertThat(threeHoursAhead).hasValue(8);
        assertThat(lastHourNotYetEnded).hasValue(4);
        assertThat(beforeTheHistory).isEmpty();
    }

    @Test
    void expandingScaleGrowsWithTheCutoff() {
        var expanding = new SeasonalReference(Map.of(METER, LOAD), 2, Scale.EXPANDING, CUTOFF);

        assertThat(expanding.scale(METER, START.plus(HOUR.multipliedBy(4)))).hasValue(2);
        assertThat(expanding.scale(METER, START.plus(HOUR.multipliedBy(8)))).hasValue((2 + 2 + 2 + 4 + 5 + 4) / 6.0);
        assertThat(expanding.scale(METER, START.plus(HOUR))).isEmpty();
    }

    @Test
    void crossedQuantilesAreCounted() {
        var crossing = BacktestRows.builder(BAND, HOUR)
                .add(METER, CUTOFF, CUTOFF, new double[] {3, 2, 1}, 10)
                .build();

        assertThat(Scores.of(crossing, reference).crossed()).isEqualTo(1);
    }

    @Test
    void aLoadOfZeroHasNoRelativeError() {
        var idle = BacktestRows.builder(BAND, HOUR)
                .add(METER, CUTOFF, CUTOFF, new double[] {0, 0, 0}, 0)
                .build();

        assertThat(Scores.of(idle, reference).wape()).isEmpty();
        assertThat(Scores.of(idle, reference).maeKw()).hasValue(0);
    }

    @Test
    void errorsAreSplitByLeadTimeAndByTheLocalHour() {
        var byLead = ErrorTally.byLead(rows(), reference);
        var byHour = ErrorTally.byLocalHour(rows(), reference, meter -> ZoneId.of("Asia/Kolkata"));

        assertThat(byLead.keySet()).containsExactly(Duration.ZERO, HOUR);
        assertThat(byLead.get(HOUR).wape()).hasValue(0.25);
        // 06:00 and 07:00 UTC are 11:30 and 12:30 in Kolkata.
        assertThat(byHour.keySet()).containsExactly(11, 12);
        assertThat(byHour.get(11).biasKw()).hasValue(2);
    }

    @Test
    void theIntervalScorePaysForWidthAndForValuesOutside() {
        var scores = IntervalScores.of(rows(), 0.1, 0.9).orElseThrow();

        assertThat(scores.coverage()).isEqualTo(0.5);
        assertThat(scores.meanWidthKw()).isCloseTo((3.5 + 3) / 2, EXACT);
        // alpha = 0.2, so a distance of 0.5 below the band costs 0.5 * 2 / 0.2 = 5.
        assertThat(scores.winklerKw()).isCloseTo((3.5 + 5 + 3) / 2, EXACT);
    }

    @Test
    void reliabilityIsTheShareAtOrBelowAQuantile() {
        var reliability = Reliability.of(rows());

        assertThat(reliability.observed(0)).hasValue(0.5);
        assertThat(reliability.observed(1)).hasValue(0.5);
        assertThat(reliability.observed(2)).hasValue(1);
    }
}
