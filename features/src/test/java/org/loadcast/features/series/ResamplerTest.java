package org.loadcast.features.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    private static final Instant START = Instant.parse("2021-01-01T00:00:00Z");
    private static final double MISSING = Double.NaN;

    private static LoadSeries series(Instant start, int minutes, double... kilowatts) {
        return LoadSeries.ofArray(new TimeGrid(start, Duration.ofMinutes(minutes), kilowatts.length), kilowatts);
    }

    private static double energyKwh(LoadSeries series) {
        return Arrays.stream(series.toArray()).sum() * series.grid().step().toSeconds() / 3600;
    }

    @Test
    void finerStepsAreAveraged() {
        LoadSeries quarterHours = series(START, 15, 1, 2, 3, 6, 4, 4, 4, 4);

        LoadSeries hours = Resampler.to(Duration.ofHours(1)).apply(quarterHours);

        assertThat(hours).isEqualTo(series(START, 60, 3, 4));
    }

    @Test
    void aStepWithAPartMissingIsMissing() {
        LoadSeries quarterHours = series(START, 15, 1, 2, MISSING, 6, 4, 4, 4, 4);

        LoadSeries hours = Resampler.to(Duration.ofHours(1)).apply(quarterHours);

        assertThat(hours).isEqualTo(series(START, 60, MISSING, 4));
    }

    @Test
    void aSmallerShareIsEnoughWhenAllowed() {
        LoadSeries quarterHours = series(START, 15, 1, 2, MISSING, 6, 4, MISSING, MISSING, 4);

        LoadSeries hours = Resampler.to(Duration.ofHours(1)).allowingShare(0.75).apply(quarterHours);

        assertThat(hours).isEqualTo(series(START, 60, 3, MISSING));
    }

    @Test
    void aSeriesThatStartsWithinAStepMissesItsBeginning() {
        LoadSeries quarterHours = series(START.plusSeconds(900), 15, 1, 2, 3, 4, 4, 4, 4);

        LoadSeries hours = Resampler.to(Duration.ofHours(1)).apply(quarterHours);

        assertThat(hours).isEqualTo(series(START, 60, MISSING, 4));
    }

    @Test
    void coarserStepsAreSpread() {
        LoadSeries hours = series(START, 60, 3, MISSING);

        LoadSeries halfHours = Resampler.to(Duration.ofMinutes(30)).apply(hours);

        assertThat(halfHours).isEqualTo(series(START, 30, 3, 3, MISSING, MISSING));
    }

    @Test
    void stepsThatDoNotDivideEachOtherShareByTime() {
        LoadSeries twentyMinutes = series(START, 20, 3, 6, 9);

        LoadSeries halfHours = Resampler.to(Duration.ofMinutes(30)).apply(twentyMinutes);

        // 20 minutes of 3 and 10 of 6; 10 of 6 and 20 of 9
        assertThat(halfHours).isEqualTo(series(START, 30, 4, 8));
    }

    @Test
    void theSameGridIsTheSameSeries() {
        LoadSeries series = series(START, 15, 1, MISSING);

        assertThat(Resampler.to(Duration.ofMinutes(15)).apply(series)).isSameAs(series);
    }

    @Test
    void anEmptySeriesStaysEmpty() {
        assertThat(Resampler.to(Duration.ofHours(1)).apply(series(START, 15)).length())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void energyIsConservedBetweenAnySteps(long seed) {
        // given a day of load at one of the steps that divide it
        Random random = new Random(seed);
        int[] steps = {1, 5, 10, 12, 15, 20, 24, 30, 36, 45, 60, 90, 96, 120, 240, 1440};
        int from = steps[random.nextInt(steps.length)];
        int to = steps[random.nextInt(steps.length)];
        LoadSeries source =
                series(START, from, random.doubles(1440 / from, -5, 50).toArray());

        // when
        LoadSeries target = Resampler.to(Duration.ofMinutes(to)).apply(source);

        // then the energies agree, but for the rounding of at most 1440 sums
        assertThat(target.present()).isEqualTo(1440 / to);
        assertThat(energyKwh(target)).as("%d to %d minutes", from, to).isCloseTo(energyKwh(source), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
    void aShareOutsideItsRangeIsRefused(double share) {
        assertThatThrownBy(() -> Resampler.to(Duration.ofHours(1)).allowingShare(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Share " + share);
    }
}
