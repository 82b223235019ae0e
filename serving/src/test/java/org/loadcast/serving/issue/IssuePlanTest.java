package org.loadcast.serving.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.loadcast.serving.schedule.LocalCron;

class IssuePlanTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

    private final IssuePlan plan = new IssuePlan(
            new IssueConfig(Duration.ofSeconds(5), LocalCron.parse("0 11 * * *"), Duration.ofMinutes(1), 1));

    @Test
    void aQuarterIsDueOnceItsReadingsHadTimeToComeIn() {
        plan.quarter(at("11:10:00"));

        assertThat(plan.quarter(at("11:15:04"))).isEmpty();
        assertThat(plan.quarter(at("11:15:05"))).contains(new IssuePlan.Quarter(at("11:15:00"), 0));
        assertThat(plan.quarter(at("11:15:06"))).isEmpty();
    }

    @Test
    void theFirstRoundAfterAStartIsForTheLastQuarter() {
        assertThat(plan.quarter(at("11:29:00"))).contains(new IssuePlan.Quarter(at("11:15:00"), 0));
    }

    @Test
    void quartersThatWereMissedAreCountedButNotDue() {
        plan.quarter(at("11:15:10"));

        assertThat(plan.quarter(at("12:15:10"))).contains(new IssuePlan.Quarter(at("12:15:00"), 3));
        assertThat(plan.quarter(at("12:15:11"))).isEmpty();
    }

    @Test
    void theNextDayIsDueAtTheLocalTimeOfEachZone() {
        Set<ZoneId> zones = Set.of(AMSTERDAM, SYDNEY);
        plan.dayAhead(zones, at("00:30:00"));

        // 11:00 in Sydney is 01:00 UTC, 11:00 in Amsterdam is 09:00 UTC
        assertThat(plan.dayAhead(zones, at("00:59:59"))).isEmpty();
        assertThat(plan.dayAhead(zones, at("01:00:00"))).isEqualTo(Map.of(SYDNEY, at("01:00:00")));
        assertThat(plan.dayAhead(zones, at("09:00:01"))).isEqualTo(Map.of(AMSTERDAM, at("09:00:00")));
        assertThat(plan.dayAhead(zones, at("09:00:02"))).isEmpty();
    }

    @Test
    void newWeatherIsWaitedForUntilItIsQuiet() {
        plan.weatherCame(List.of("town"), at("10:00:00"));
        plan.weatherCame(List.of("coast"), at("10:00:50"));

        assertThat(plan.weather(at("10:01:10"))).isEmpty();
        assertThat(plan.weather(at("10:01:50"))).containsExactlyInAnyOrder("town", "coast");
        assertThat(plan.weather(at("10:05:00"))).isEmpty();
    }

    @Test
    void weatherThatNeverRestsDoesNotPutAForecastOffForEver() {
        Instant now = at("10:00:00");
        int rounds = 0;
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(10);
            plan.weatherCame(List.of("town"), now);
            rounds += plan.weather(now).isEmpty() ? 0 : 1;
        }

        // ten minutes, five waits of a minute each
        assertThat(rounds).isBetween(1, 2);
    }

    private static Instant at(String time) {
        return Instant.parse("2021-06-16T" + time + "Z");
    }
}
