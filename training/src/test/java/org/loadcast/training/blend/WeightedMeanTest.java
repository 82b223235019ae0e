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
import org.loadcast.features.view.PointInTimeView;

class WeightedMeanTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private static PointInTimeView knowing(double... loads) {
        MeterHistory history = new MeterHistory(
                Meter.builder(MeterId.of("m")).build(),
                HolidayCalendar.none(),
                LoadSeries.ofArray(new TimeGrid(START, Duration.ofHours(1), loads.length), loads),
                List.of(),
                List.of(),
                FutureWeather.NONE);
        return history.asOf(START.plus(Duration.ofHours(loads.length)));
    }

    @Test
    void aMemberWithoutAnAnswerIsLeftOutOfItsRowAlone() {
        WeightedMean mean = new WeightedMean(2);
        mean.add(0, 10, 0.75);
        mean.add(0, 20, 0.25);
        mean.add(1, Double.NaN, 0.75);
        mean.add(1, 20, 0.25);

        assertThat(mean.values(knowing(1))).containsExactly(12.5, 20);
    }

    @Test
    void whereAllAreSilentTheNewestKnownLoadStandsIn() {
        WeightedMean mean = new WeightedMean(1);
        mean.add(0, Double.POSITIVE_INFINITY, 1);

        assertThat(mean.values(knowing(3, 4, Double.NaN))).containsExactly(4);
        assertThat(mean.values(knowing(Double.NaN))).containsExactly(0);
    }
}
