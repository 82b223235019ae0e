package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsRoutesTest {

    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(directory);
        server.addMeter("m1", "UTC");
        server.addMeter("empty", "UTC");
        // 30 days of the hour of the day in kW, until 11:00.
        server.addHourOfDayLoad("m1", 30);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void percentilesProfilesAndLoadDurationAreThoseOfTheReadings() {
        JsonNode answer = RunningServer.json(server.get("/api/v1/meters/m1/statistics"));

        // Every hour of the day comes 30 times, with four values each.
        assertThat(answer.at("/load/count").asInt()).isEqualTo(30 * 96);
        assertThat(answer.get("p50").asDouble()).isEqualTo(11.5);
        assertThat(answer.get("p25").asDouble()).isEqualTo(5.75);
        assertThat(answer.at("/load/energy_kwh").asDouble()).isEqualTo(30 * 276);
        assertThat(answer.get("hours")).hasSize(24);
        assertThat(answer.at("/hours/17/load/mean").asDouble()).isEqualTo(17);
        assertThat(answer.at("/duration_curve/0").asDouble()).isEqualTo(23);
        assertThat(answer.at("/duration_curve/100").asDouble()).isZero();
        assertThat(answer.at("/now/load_kw").asDouble()).isEqualTo(10);
        assertThat(answer.at("/now/level").asText()).isEqualTo("green");
        assertThat(answer.at("/best_fit/family").asText())
                .isEqualTo(answer.at("/fits/0/family").asText());
    }

    @Test
    void noReadingIsLeftWithoutALevel() {
        JsonNode answer = RunningServer.json(server.get("/api/v1/meters/m1/levels?step=PT1H"));

        assertThat(answer.get("points")).hasSize(24);
        assertThat(answer.get("points"))
                .allSatisfy(point -> assertThat(point.get("level").asText())
                        .isEqualTo(expected(point.get("load_kw").asDouble())));
    }

    /** Median 11.5 and upper quartile 17.25 of the numbers 0 to 23; their critical value is 23. */
    private static String expected(double hour) {
        return hour <= 11.5 ? "green" : hour <= 17.25 ? "yellow" : "red";
    }

    @Test
    void aMeterWithoutReadingsAndOneThatIsNotKnownAreProblems() {
        assertThat(server.get("/api/v1/meters/empty/statistics").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/meters/empty/levels").body()).contains("no clean value");
        assertThat(server.get("/api/v1/meters/nobody/statistics").body()).contains("unknown-meter");
    }

    @Test
    void stepsOfSecondsOverMonthsAreTooMany() {
        String path = "/api/v1/meters/m1/statistics?step=PT1S&from=2021-01-01T00:00:00Z";

        assertThat(server.get(path).body()).contains("too-much").contains("longer step");
    }
}
