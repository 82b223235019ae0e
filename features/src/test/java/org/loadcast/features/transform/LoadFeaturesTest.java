package org.loadcast.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.view.PointInTimeView;

class LoadFeaturesTest {

    private static final LoadFeatures AHEAD = new LoadFeatures(false);
    private static final LoadFeatures NEXT_STEP = new LoadFeatures(true);

    @ParameterizedTest
    @CsvSource({
        // 09:00 on the wall clock of the day of the change; the load is the number of the hour since the start
        // spring: 09:00 is 07:00 UTC, the day before it was 08:00 UTC, 23 hours earlier
        "2021-03-20T00:00:00Z, 2021-03-28T00:00:00Z, 2021-03-28T07:00:00Z, 1, 176",
        "2021-03-20T00:00:00Z, 2021-03-28T00:00:00Z, 2021-03-28T07:00:00Z, 7, 32",
        // autumn: 09:00 is 08:00 UTC, the day before it was 07:00 UTC, 25 hours earlier
        "2021-10-23T00:00:00Z, 2021-10-31T00:00:00Z, 2021-10-31T08:00:00Z, 1, 175",
        "2021-10-23T00:00:00Z, 2021-10-31T00:00:00Z, 2021-10-31T08:00:00Z, 7, 31",
    })
    void lagsGoByTheWallClockOverAChangeOfTheClock(
            String start, String cutoff, String target, int days, double expected) {
        PointInTimeView view =
                Histories.hourly(start, 10).zone("Europe/Amsterdam").asOf(cutoff);

        assertThat(Histories.cell(AHEAD, view, target, "lag.day_" + days)).isEqualTo(expected);
    }

    @Test
    void howTheLastIntervalEndedIsSeenWhereItIsKnown() {
        // given: an end is one above the mean of its interval; one is missing
        String target = "2021-06-10T12:00:00Z";
        Histories known =
                Histories.hourly("2021-06-01T00:00:00Z", 20).ends(index -> index == 99 ? Double.NaN : index + 1);
        PointInTimeView noon = known.asOf(target);
        PointInTimeView afterMissing = known.asOf("2021-06-05T04:00:00Z");

        assertThat(Histories.cell(new EndFeatures(), noon, target, EndFeatures.END))
                .isEqualTo(9 * 24 + 12);
        assertThat(Histories.cell(new EndFeatures(), noon, target, "lag.end_3_minus_last"))
                .isEqualTo(1);
        assertThat(Histories.cell(new EndFeatures(), afterMissing, target, EndFeatures.END))
                .as("like its interval")
                .isEqualTo(99);
        assertThat(noon.end(9 * 24 + 12, IntervalEnds::third))
                .as("an interval that has not ended")
                .isNaN();
        assertThat(new EndFeatures()
                        .fit(Histories.hourly("2021-06-01T00:00:00Z", 20).asOf(target))
                        .columns())
                .isEmpty();
    }

    @Test
    void aLagIsMissingWhenItFallsAfterTheCutoff() {
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 20).asOf("2021-06-10T12:00:00Z");

        assertThat(Histories.cell(AHEAD, view, "2021-06-11T11:00:00Z", "lag.day_1"))
                .isEqualTo(9 * 24 + 11);
        assertThat(Histories.cell(AHEAD, view, "2021-06-11T12:00:00Z", "lag.day_1"))
                .isNaN();
        assertThat(Histories.cell(AHEAD, view, "2021-06-11T12:00:00Z", "lag.day_2"))
                .isEqualTo(8 * 24 + 12);
    }

    @Test
    void theNewestKnownDaysStandWhereYesterdayIsNotKnownYet() {
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 20).asOf("2021-06-10T12:00:00Z");

        assertThat(Histories.cell(AHEAD, view, "2021-06-11T12:00:00Z", "lag.recent_1"))
                .isEqualTo(8 * 24 + 12);
        assertThat(Histories.cell(AHEAD, view, "2021-06-11T12:00:00Z", "lag.recent_age"))
                .isEqualTo(2);
        assertThat(Histories.cell(AHEAD, view, "2021-06-11T12:00:00Z", "lag.recent_2"))
                .isEqualTo(7 * 24 + 12);
    }

    @Test
    void aGapIsMissingAndDoesNotMoveTheLagsBehindIt() {
        // given: the eleventh hour of 9 June is missing
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 20)
                .load(i -> i == 8 * 24 + 11 ? Double.NaN : i)
                .asOf("2021-06-10T12:00:00Z");

        assertThat(Histories.cell(AHEAD, view, "2021-06-10T12:00:00Z", "lag.day_1"))
                .isEqualTo(8 * 24 + 12);
        assertThat(Histories.cell(AHEAD, view, "2021-06-11T11:00:00Z", "lag.day_2"))
                .isNaN();
        assertThat(Histories.cell(AHEAD, view, "2021-06-11T11:00:00Z", "lag.recent_2"))
                .isEqualTo(7 * 24 + 11);
        assertThat(Histories.cell(AHEAD, view, "2021-06-11T11:00:00Z", "lag.last_1"))
                .isEqualTo(9 * 24 + 11);
    }

    @Test
    void levelsAreMeansBeforeTheCutoff() {
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 40).asOf("2021-07-01T00:00:00Z");
        String target = "2021-07-01T05:00:00Z";

        // The load is the index, the cutoff is index 720: the mean of the last n is 720 - (n + 1) / 2.
        assertThat(Histories.cell(AHEAD, view, target, "lag.mean_1h")).isEqualTo(719);
        assertThat(Histories.cell(AHEAD, view, target, "lag.mean_4h")).isEqualTo(717.5);
        assertThat(Histories.cell(AHEAD, view, target, "lag.mean_24h")).isEqualTo(707.5);
        assertThat(Histories.cell(AHEAD, view, target, "lag.mean_7d")).isEqualTo(635.5);
        assertThat(Histories.cell(AHEAD, view, target, LoadFeatures.LEVEL)).isEqualTo(720 - 673 / 2.0);
        assertThat(Histories.cell(AHEAD, view, target, "lag.min_24h")).isEqualTo(696);
        assertThat(Histories.cell(AHEAD, view, target, "lag.max_24h")).isEqualTo(719);
        // Twenty-four consecutive numbers scatter by sqrt((24^2 - 1) / 12); a float keeps seven digits.
        assertThat(Histories.cell(AHEAD, view, target, "lag.std_24h")).isCloseTo(Math.sqrt(575 / 12.0), within(1e-5));
        assertThat(Histories.cell(AHEAD, view, target, "lag.now_minus_day")).isEqualTo(24);
        assertThat(Histories.cell(AHEAD, view, target, "lag.now_minus_week")).isEqualTo(168);
        assertThat(Histories.cell(AHEAD, view, target, "lag.lead_hours")).isEqualTo(6);
    }

    @Test
    void theLevelOfAGeneratorIsItsSizeAndAGapFallsBackToShorterTimes() {
        PointInTimeView generator =
                Histories.hourly("2021-06-01T00:00:00Z", 40).load(i -> -5).asOf("2021-07-01T00:00:00Z");
        PointInTimeView young = Histories.hourly("2021-06-01T00:00:00Z", 40)
                .load(i -> i < 27 * 24 ? Double.NaN : 3)
                .asOf("2021-07-01T00:00:00Z");

        assertThat(Histories.cell(AHEAD, generator, "2021-07-01T05:00:00Z", LoadFeatures.LEVEL))
                .isEqualTo(5);
        // Three days of 28 and of 7 are less than half; the last day is there.
        assertThat(Histories.cell(AHEAD, young, "2021-07-01T05:00:00Z", LoadFeatures.LEVEL))
                .isEqualTo(3);
    }

    @Test
    void changesBeforeTheNextStepAreDifferencesOfNeighbours() {
        PointInTimeView view = Histories.hourly("2021-06-01T00:00:00Z", 20)
                .load(i -> (double) i * i)
                .asOf("2021-06-10T12:00:00Z");
        String next = "2021-06-10T12:00:00Z";

        // i^2 - (i - 1)^2 = 2 i - 1; the newest known index is 227, yesterday's at this time 204.
        assertThat(Histories.cell(NEXT_STEP, view, next, "lag.change_1")).isEqualTo(2 * 227 - 1);
        assertThat(Histories.cell(NEXT_STEP, view, next, "lag.change_8")).isEqualTo(2 * 220 - 1);
        assertThat(Histories.cell(NEXT_STEP, view, next, "lag.change_day_1")).isEqualTo(2 * 204 - 1);
    }

    @Test
    void onlyLoadsScaleWithTheMeter() {
        assertThat(LoadFeatures.isLoad("lag.day_1")).isTrue();
        assertThat(LoadFeatures.isLoad("lag.lead_hours")).isFalse();
        assertThat(LoadFeatures.isLoad("lag.recent_age")).isFalse();
        assertThat(LoadFeatures.isLoad("cal.hour")).isFalse();
    }
}
