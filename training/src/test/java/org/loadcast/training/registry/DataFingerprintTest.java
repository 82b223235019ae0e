package org.loadcast.training.registry;

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

class DataFingerprintTest {

    private static final Instant START = Instant.parse("2021-01-01T00:00:00Z");
    private static final Instant CUTOFF = START.plus(Duration.ofHours(2));

    @Test
    void onlyWhatWasKnownAtTheCutoffCounts() {
        String first = fingerprint(1, 2, 3);
        String laterValueDiffers = fingerprint(1, 2, 99);
        String knownValueDiffers = fingerprint(1, 99, 3);
        String knownValueIsMissing = fingerprint(1, Double.NaN, 3);

        assertThat(first).hasSize(64).isEqualTo(laterValueDiffers);
        assertThat(List.of(knownValueDiffers, knownValueIsMissing))
                .doesNotContain(first)
                .doesNotHaveDuplicates();
    }

    private static String fingerprint(double... kilowatts) {
        var grid = new TimeGrid(START, Duration.ofHours(1), kilowatts.length);
        var history = new MeterHistory(
                Meter.builder(MeterId.of("m")).build(),
                HolidayCalendar.none(),
                LoadSeries.ofArray(grid, kilowatts),
                List.of(),
                List.of(),
                FutureWeather.NONE);
        return DataFingerprint.of(history.asOf(CUTOFF));
    }
}
