package org.loadcast.serving.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.loadcast.serving.HandClock;

class SimulatedClockTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final HandClock base = new HandClock(START);

    @Test
    void aMinuteIsAnHourAtSpeedSixty() {
        SimulatedClock clock = new SimulatedClock(base, 60);

        base.add(Duration.ofMinutes(1));

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void anotherSpeedGoesOnFromWhereTheClockWas() {
        SimulatedClock clock = new SimulatedClock(base, 60);
        Clock abroad = clock.withZone(ZoneId.of("Europe/Madrid"));
        base.add(Duration.ofMinutes(1));

        clock.runAt(2);
        base.add(Duration.ofMinutes(10));

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(80)));
        assertThat(abroad.instant()).isEqualTo(clock.instant());
    }

    @Test
    void itStandsStillWhilePausedAndSkipsNothing() {
        SimulatedClock clock = new SimulatedClock(base, 10);

        clock.pause(true);
        base.add(Duration.ofHours(1));
        Instant paused = clock.instant();
        clock.pause(false);
        base.add(Duration.ofMinutes(1));

        assertThat(paused).isEqualTo(START);
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void whoWaitsIsWokenWhenTheClockGoesFaster() throws InterruptedException {
        SimulatedClock clock = new SimulatedClock(Clock.systemUTC(), 1);
        CountDownLatch come = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                clock.await(clock.instant().plus(Duration.ofHours(1)));
                come.countDown();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });

        waiting.start();
        clock.runAt(1_000_000);

        assertThat(come.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSpeedOfNothingIsRefused() {
        assertThatThrownBy(() -> new SimulatedClock(base, 0)).hasMessageContaining("Speed 0");
    }
}
