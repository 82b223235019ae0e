package org.loadcast.serving.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LocalCronTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    @Test
    void timesAreMeantOnTheClocksOfTheZone() {
        LocalCron noon = LocalCron.parse("0 12 * * *");

        // summer time is two hours ahead of UTC, winter time one
        assertThat(noon.nextAfter(Instant.parse("2021-06-16T08:00:00Z"), AMSTERDAM))
                .contains(Instant.parse("2021-06-16T10:00:00Z"));
        assertThat(noon.nextAfter(Instant.parse("2021-12-16T08:00:00Z"), AMSTERDAM))
                .contains(Instant.parse("2021-12-16T11:00:00Z"));
    }

    @Test
    void theLastTimeIncludesThePresentMinute() {
        LocalCron cron = LocalCron.parse("15 6,12 * * *");

        assertThat(cron.lastUntil(Instant.parse("2021-06-16T12:15:00Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2021-06-16T12:15:00Z"));
        assertThat(cron.lastUntil(Instant.parse("2021-06-16T12:15:42.5Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2021-06-16T12:15:00Z"));
        assertThat(cron.lastUntil(Instant.parse("2021-06-16T12:14:59Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2021-06-16T06:15:00Z"));
    }

    @Test
    void whatIsNoCronExpressionIsToldWithAnExample() {
        assertThatThrownBy(() -> LocalCron.parse("at noon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'at noon' is not a cron expression")
                .hasMessageContaining("15 6,12 * * *");
    }
}
