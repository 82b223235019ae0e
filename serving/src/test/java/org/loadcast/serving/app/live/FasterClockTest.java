package org.loadcast.serving.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FasterClockTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    @Test
    void aMinuteIsAnHourAtSpeedSixty() {
        Clock minuteLater = Clock.fixed(START.plus(Duration.ofMinutes(1)), ZoneOffset.UTC);

        FasterClock clock = new FasterClock(minuteLater, START, 60);

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(clock.baseTimeUntil(START.plus(Duration.ofHours(3)))).isEqualTo(Duration.ofMinutes(2));
        assertThat(clock.baseTimeUntil(START)).isEqualTo(Duration.ofMinutes(-1));
    }
}
