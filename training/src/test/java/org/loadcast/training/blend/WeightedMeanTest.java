package org.loadcast.training.blend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;

class WeightedMeanTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    /** Asks for {@code hours} hours after {@code loads}. */
    private static WeightedMean ahead(int hours, double... loads) {
        MeterHistory history = new MeterHistory(
                Meter.builder(MeterId.of("m")).build(),
                HolidayCalendar.none(),
                LoadSeries.ofArray(new TimeGrid(START, Duration.ofHours(1), loads.length), loads),
                List.of(),
                List.of(),
                FutureWeather.NONE);
        LeadWindow window = new LeadWindow(Duration.ZERO, Duration.ofHours(1), hours);
        Instant cutoff = START.plus(Duration.ofHours(loads.length));
        return new WeightedMean(ForecastContext.of(history.asOf(cutoff), window), new LeadBlocks(window));
    }

    private static Outline points(float... medians) {
        return new Outline(medians, new float[medians.length]);
    }

    @Test
    void aBandIsTheMeanOfThoseThatHaveOne() {
        WeightedMean mean = ahead(2, 1);
        mean.add(points(10, 10), List.of(0.5, 0.5));
        mean.add(new Outline(new float[] {10, 10}, new float[] {2, 0}), List.of(0.25, 0.25));
        mean.add(new Outline(new float[] {10, 10}, new float[] {4, Float.NaN}), List.of(0.25, 0.25));

        assertThat(mean.bands(new float[] {7, 8})).containsExactly(3, 8);
    }

    @Test
    void aMemberWithoutAnAnswerIsLeftOutOfItsRowAlone() {
        WeightedMean mean = ahead(2, 1);
        mean.add(points(10, Float.NaN), List.of(0.75, 0.75));
        mean.add(points(20, 20), List.of(0.25, 0.25));

        assertThat(mean.medians()).containsExactly(12.5f, 20);
    }

    @Test
    void aWeightCountsInItsThirdOfTheLeadTimes() {
        WeightedMean mean = ahead(6, 1);
        mean.add(points(1, 1, 1, 1, 1, 1), List.of(1.0, 0.5, 0.0));
        mean.add(points(2, 2, 2, 2, 2, 2), List.of(0.0, 0.5, 1.0));

        assertThat(mean.medians()).containsExactly(1, 1, 1.5f, 1.5f, 2, 2);
    }

    @Test
    void whereAllAreSilentTheNewestKnownLoadStandsIn() {
        WeightedMean known = ahead(1, 3, 4, Double.NaN);
        known.add(points(Float.POSITIVE_INFINITY), List.of(1.0));

        assertThat(known.medians()).containsExactly(4);
        assertThat(ahead(1, Double.NaN).medians()).containsExactly(0);
    }
}
