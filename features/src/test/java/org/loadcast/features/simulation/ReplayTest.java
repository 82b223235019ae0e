package org.loadcast.features.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

class ReplayTest {

    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

    private static LoadSeries every(Duration step, double... kilowatts) {
        return LoadSeries.ofArray(new TimeGrid(START, step, kilowatts.length), kilowatts);
    }

    private static final Map<MeterId, LoadSeries> HISTORY = Map.of(
            MeterId.of("fast"), every(Duration.ofSeconds(1), 1, Double.NaN, 3),
            MeterId.of("slow"), every(Duration.ofSeconds(3), 10));

    @Test
    void readingsComeWhenTheirIntervalIsOverAndMissingOnesNever() {
        List<Replay.Batch> batches = new ArrayList<>();

        Replay.of(HISTORY).forEachRemaining(batches::add);

        assertThat(batches).extracting(Replay.Batch::at).containsExactly(START.plusSeconds(1), START.plusSeconds(3));
        assertThat(batches.get(0).readings()).containsExactly(new Reading.Power(MeterId.of("fast"), START, 1));
        assertThat(batches.get(1).readings())
                .containsExactlyInAnyOrder(
                        new Reading.Power(MeterId.of("fast"), START.plusSeconds(2), 3),
                        new Reading.Power(MeterId.of("slow"), START, 10));
    }

    @Test
    void aLaterReplayMovesAllTimes() {
        Replay.Batch first = Replay.later(HISTORY, Duration.ofDays(365)).next();

        assertThat(first.at()).isEqualTo(START.plusSeconds(1).plus(Duration.ofDays(365)));
        assertThat(first.readings().get(0).timestamp()).isEqualTo(START.plus(Duration.ofDays(365)));
    }

    @Test
    void playingTakesTheTimeBetweenBatchesDividedByTheSpeed() throws InterruptedException {
        List<Replay.Batch> batches = new ArrayList<>();
        long begun = System.nanoTime();

        Replay.of(HISTORY).play(20, batches::add);

        // Two seconds at twenty times real time; the clocks of Java agree to a few milliseconds.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(95));
        assertThat(batches).hasSize(2);
    }

    @Test
    void aSpeedOfZeroIsRefused() {
        assertThatThrownBy(() -> Replay.of(HISTORY).play(0, batch -> {})).hasMessageContaining("not positive");
    }
}
