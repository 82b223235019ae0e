package org.loadcast.features.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalEndsTest {

    private static final Instant START = Instant.parse("2021-06-16T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static LoadSeries series(Duration step, double... kilowatts) {
        return LoadSeries.ofArray(new TimeGrid(START, step, kilowatts.length), kilowatts);
    }

    @ParameterizedTest
    @CsvSource({
        "PT15M, PT1S, PT1M",
        "PT15M, PT1M, PT1M",
        "PT15M, PT61S, PT3M",
        "PT15M, PT5M, PT5M",
        "PT15M, PT6M, PT7M30S",
        "PT30M, PT1M, PT2M",
        "PT1H, PT30M, PT30M",
    })
    void theStepIsAFewOfTheReadingsLong(Duration step, Duration nativeStep, Duration expected) {
        assertThat(IntervalEnds.finerStep(step, nativeStep)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT15M, PT15M", "PT15M, PT10M", "PT1H, PT31M"})
    void readingsThatAreHardlyFinerSayNothingOfAnEnd(Duration step, Duration nativeStep) {
        assertThat(IntervalEnds.finerStep(step, nativeStep)).isEmpty();
    }

    @Test
    void theLastMinuteAndTheLastFiveAreTheEndsOfAQuarterOfAnHour() {
        LoadSeries minutes =
                series(MINUTE, IntStream.range(0, 30).mapToDouble(i -> i).toArray());

        IntervalEnds ends = IntervalEnds.of(minutes, QUARTER);

        assertThat(ends.fifteenth().toArray()).containsExactly(14, 29);
        assertThat(ends.third().toArray()).containsExactly(12, 27);
        assertThat(ends.grid().start()).isEqualTo(START);
    }

    @Test
    void aValueThatIsCoarserThanAPartStandsForIt() {
        IntervalEnds ends = IntervalEnds.of(series(Duration.ofMinutes(5), 1, 2, 3), QUARTER);

        assertThat(ends.fifteenth().toArray()).containsExactly(3);
        assertThat(ends.third().toArray()).containsExactly(3);
    }

    @Test
    void anEndIsMissingWithMoreThanHalfOfItsValues() {
        double[] minutes = IntStream.range(0, 25).mapToDouble(i -> i).toArray();
        minutes[14] = Double.NaN;
        minutes[13] = Double.NaN;

        IntervalEnds ends = IntervalEnds.of(series(MINUTE, minutes), QUARTER);

        // The second quarter of an hour has not ended.
        assertThat(ends.fifteenth().toArray()).containsExactly(Double.NaN, Double.NaN);
        assertThat(ends.third().toArray()).containsExactly(11, Double.NaN);
        assertThat(ends.knownUntil()).isEqualTo(START.plus(QUARTER));
    }

    @Test
    void whatCameBeforeAnInstantStays() {
        IntervalEnds ends = IntervalEnds.of(series(MINUTE, new double[45]), QUARTER);

        assertThat(ends.before(START.plusSeconds(1_000)).grid().length()).isEqualTo(1);
        assertThat(ends.before(START.plusSeconds(9_000)).grid().length()).isEqualTo(3);
    }

    @Test
    void aLoadKnowsItsEndsWhereItIsMeasuredOftenEnough() {
        MeasuredLoad fine = MeasuredLoad.of(series(Duration.ofMinutes(5), 1, 2, 6), QUARTER);
        MeasuredLoad coarse = MeasuredLoad.of(series(QUARTER, 1, 2, 6), QUARTER);

        assertThat(fine.means().toArray()).containsExactly(3);
        assertThat(fine.ends().orElseThrow().third().toArray()).containsExactly(6);
        assertThat(coarse.means().toArray()).containsExactly(1, 2, 6);
        assertThat(coarse.ends()).isEmpty();
    }

    @Test
    void endsOfOtherIntervalsAreRefused() {
        IntervalEnds ofQuarters = IntervalEnds.of(series(MINUTE, new double[15]), QUARTER);
        LoadSeries hours = series(Duration.ofHours(1), 1);

        assertThatThrownBy(() -> new MeasuredLoad(hours, Optional.of(ofQuarters)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT15M");
        assertThatThrownBy(() -> new IntervalEnds(hours, ofQuarters.third()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not on one grid");
    }
}
