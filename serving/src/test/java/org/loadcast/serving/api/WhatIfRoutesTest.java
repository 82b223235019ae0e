package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;

class WhatIfRoutesTest {

    private static final String WHAT_IF = "/api/v1/meters/m1/forecast/what-if";

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = new RunningServer(directory);
        server.addMeter("m1", "UTC");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anExtraLoadIsAddedForTheTimeThatItIsOn() {
        server.addHourOfDayLoad("m1", 30);

        // on for an hour and five minutes: the last interval has a third of it
        JsonNode answer = RunningServer.json(server.post(WHAT_IF, """
                {"extra_loads":[{"kw":12,"from":"2021-06-17T22:00:00Z","to":"2021-06-17T23:05:00Z"}]}"""));

        assertThat(answer.get("difference_kwh").asDouble()).isEqualTo(13);
        assertThat(added(answer, 87)).isZero();
        assertThat(added(answer, 88)).isEqualTo(12);
        assertThat(added(answer, 92)).isEqualTo(4);
        assertThat(added(answer, 93)).isZero();
        // the peak was 23 kW from 23:00 on, and is 22 + 12 kW now
        assertThat(answer.get("peak").get("kw").asDouble()).isEqualTo(34);
        assertThat(answer.get("peak").get("base_kw").asDouble()).isEqualTo(23);
        assertThat(answer.get("peak").get("difference_kw").asDouble()).isEqualTo(11);
    }

    private static double added(JsonNode answer, int row) {
        return answer.get("forecast").get("points").get(row).get("p50").asDouble()
                - answer.get("base").get("points").get(row).get("p50").asDouble();
    }

    @Test
    void anAwayDayHasTheLoadOfTheLowDays() {
        // 40 days of 2 kW; every tenth of them, nobody was there and the fridge took 0.1 kW
        PowerRows rows = new PowerRows();
        Instant from = Instant.parse("2021-05-07T00:00:00Z");
        for (Instant at = from; at.isBefore(Instant.parse("2021-06-16T11:00:00Z")); at = at.plusSeconds(900)) {
            boolean away = Duration.between(from, at).toDays() % 10 == 3;
            rows.add(MeterId.of("m1"), at.getEpochSecond(), away ? 0.1 : 2);
        }
        server.stores().measurements().write(rows);

        JsonNode answer = RunningServer.json(server.post(WHAT_IF, "{\"away_days\":[\"2021-06-17\"]}"));

        assertThat(answer.get("peak").get("kw").asDouble()).isEqualTo(0.1);
        assertThat(answer.get("difference_kwh").asDouble()).isCloseTo(24 * (0.1 - 2), within(1e-6));
    }

    @Test
    void aMeterThatFeedsInHasNoAwayDays() {
        PowerRows rows = new PowerRows();
        for (Instant at = Instant.parse("2021-05-07T00:00:00Z");
                at.isBefore(Instant.parse("2021-06-16T11:00:00Z"));
                at = at.plusSeconds(900)) {
            int hour = at.atZone(ZoneOffset.UTC).getHour();
            rows.add(MeterId.of("m1"), at.getEpochSecond(), hour > 9 && hour < 15 ? -3 : 1);
        }
        server.stores().measurements().write(rows);

        var answer = server.post(WHAT_IF, "{\"away_days\":[\"2021-06-17\"]}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("its low days are sunny days");
    }

    @Test
    void aShiftThatHasNoEffectSaysWhy() {
        server.addHourOfDayLoad("m1", 30);

        JsonNode answer = RunningServer.json(server.post(WHAT_IF, "{\"temperature_shift_c\":-5}"));

        assertThat(answer.get("difference_kwh").asDouble()).isZero();
        assertThat(answer.get("notes").get(0).asText()).contains("tier seasonal does not look at the temperature");
    }

    @Test
    void whatCannotBeSupposedIsToldWithTheRemedy() {
        server.addHourOfDayLoad("m1", 30);

        assertThat(server.post(WHAT_IF, "{}").body()).contains("Nothing is supposed. Give extra_loads");
        assertThat(server.post(WHAT_IF, "{\"away_days\":[\"2021-06-20\"]}").body())
                .contains("Away day 2021-06-20 is not in the forecast, which covers [2021-06-17]");
        assertThat(server.post(WHAT_IF, "{\"temperature_shift_c\":99}").body())
                .contains("temperature_shift_c 99.0 is not between -30.0 and 30.0");
        assertThat(server.post(WHAT_IF, "{\"extra_loads\":[{\"kw\":1}]}").body())
                .contains("An extra load has no from");
        assertThat(server.post("/api/v1/meters/nobody/forecast/what-if", "{\"temperature_shift_c\":1}")
                        .statusCode())
                .isEqualTo(404);
    }
}
