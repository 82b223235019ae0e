package org.loadcast.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.training.forecaster.LeadWindow;

class CutoffScheduleTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final LeadWindow DAY = new LeadWindow(Duration.ofHours(12), Duration.ofHours(1), 24);

    private static Duration rhythm(LeadWindow window, Duration asked) {
        return CutoffSchedule.rhythm(window, asked(asked), YEAR);
    }

    private static List<Instant> asked(Duration every) {
        Instant first = START.plus(YEAR).plus(Duration.ofHours(11));
        return Stream.iterate(first, cutoff -> cutoff.plus(every)).limit(50).toList();
    }

    @ParameterizedTest
    @CsvSource({"P1D, P1D", "P7D, P1D", "PT6H, PT6H", "PT30H, PT6H", "PT12H, PT12H"})
    void aDayAheadIsLearnedAtTheTimesOfDayAtWhichItIsAsked(Duration asked, Duration expected) {
        assertThat(rhythm(DAY, asked)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT1H, 24", "PT15M, 96"})
    void manyCutoffsOfADayAreTakenInTurnAndNoneIsLeftOut(Duration asked, long perDay) {
        Duration every = rhythm(DAY, asked);
        TimeGrid grid = new TimeGrid(START, Duration.ofHours(1), 365 * 24);

        List<Instant> cutoffs =
                CutoffSchedule.before(START.plus(YEAR), asked(asked).get(0), grid, DAY, every);

        assertThat(cutoffs).hasSizeBetween(700, 1_500);
        assertThat(cutoffs.stream().map(cutoff -> Duration.between(cutoff.truncatedTo(ChronoUnit.DAYS), cutoff)))
                .satisfies(times -> assertThat(times.stream().distinct()).hasSize((int) perDay));
    }

    @Test
    void theNextHourIsLearnedFromEveryStepThatIsLongEnough() {
        Duration asked = Duration.ofHours(1);

        assertThat(rhythm(near(Duration.ofMinutes(15), 1), asked)).isEqualTo(Duration.ofMinutes(15));
        assertThat(rhythm(near(Duration.ofMinutes(5), 3), asked)).isEqualTo(Duration.ofMinutes(5));
        assertThat(rhythm(near(Duration.ofMinutes(1), 15), asked)).isEqualTo(Duration.ofMinutes(5));
    }

    private static LeadWindow near(Duration step, int length) {
        return new LeadWindow(Duration.ZERO, step, length);
    }
}
