package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.access.Keys;
import org.loadcast.serving.access.Role;

class AccessTest {

    private static final String READING =
            "[{\"meter_id\":\"%s\",\"timestamp\":\"2021-06-16T10:45:00Z\",\"power_kw\":1}]";

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = new RunningServer(
                directory,
                List.of(),
                new ServerConfig("127.0.0.1", 0, Optional.empty(), Set.of("https://grafana.example.org"), 5_000));
        server.addMeter("m1", "UTC"); // in group north
        server.stores()
                .meters()
                .put(Meter.builder(MeterId.of("s1"))
                        .zone(ZoneOffset.UTC)
                        .groups(List.of("south"))
                        .build());
        server.addHourOfDayLoad("m1", 3);
        server.addHourOfDayLoad("s1", 3);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String[] bearer(Role role, String... groups) {
        Keys.Fresh fresh = server.keys().create("test", role, Set.of(groups));
        return new String[] {"Authorization", "Bearer " + fresh.secret()};
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
        assertThat(RunningServer.json(answer).get("detail").asText()).contains(detail);
    }

    @Test
    void withoutAnyKeyThisMachineMayDoEverything() {
        assertThat(server.get("/api/v1/meters").statusCode()).isEqualTo(200);
        assertThat(server.delete("/api/v1/meters/s1").statusCode()).isEqualTo(204);
        JsonNode session = RunningServer.json(server.get("/api/v1/session"));
        assertThat(session.get("key_needed").asBoolean()).isFalse();
        assertThat(session.get("role").asText()).isEqualTo("admin");
    }

    @Test
    void fromTheFirstKeyOnDataNeedsOneAndHealthDoesNot() {
        String[] viewer = bearer(Role.VIEWER);

        assertRefused(server.get("/api/v1/meters"), 401, "This needs a key");
        assertRefused(server.get("/api/v1/nothing"), 401, "This needs a key");
        assertRefused(server.get("/api/v1/meters", "Authorization", viewer[1] + "x"), 401, "not known, or was revoked");
        assertRefused(server.get("/api/v1/meters", "Authorization", "Basic dTpw"), 401, "not 'Bearer'");
        assertThat(server.get("/api/v1/meters").headers().firstValue("WWW-Authenticate"))
                .isPresent();
        assertThat(server.get("/api/v1/meters", viewer).statusCode()).isEqualTo(200);
        assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(server.get("/openapi.yaml").statusCode()).isEqualTo(200);
    }

    @Test
    void eachRoleMayDoWhatItIsFor() {
        String[] viewer = bearer(Role.VIEWER);
        String[] operator = bearer(Role.OPERATOR);
        String[] admin = bearer(Role.ADMIN);

        assertRefused(server.post("/api/v1/readings", READING.formatted("m1"), viewer), 403, "role operator");
        assertRefused(server.delete("/api/v1/meters/m1", viewer), 403, "role operator");
        assertRefused(server.post("/api/v1/training-jobs", "{}", viewer), 403, "role operator");
        assertThat(server.post("/api/v1/readings", READING.formatted("m1"), operator)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.post("/api/v1/training-jobs", "{}", operator).statusCode())
                .isEqualTo(202);
        assertRefused(server.get("/api/v1/keys", operator), 403, "role admin");
        assertRefused(server.get("/api/v1/audit", operator), 403, "role admin");
        assertThat(server.get("/api/v1/keys", admin).statusCode()).isEqualTo(200);
    }

    @Test
    void oneWritesAPathAsOneLikesAndNeedsTheSameRole() {
        String[] viewer = bearer(Role.VIEWER);

        Stream.of(
                        "/api/v1/keys/",
                        "/api/v1/audit/",
                        "/api/v1/%6beys",
                        "/api/v1//keys",
                        "/api/v1/meters/..%2f..%2fkeys",
                        "/api/v1/meters/%2e%2e/keys",
                        "/api/v1/audit;x=1",
                        "/api/v1/audit%00",
                        "/api/v1/AUDIT")
                .forEach(path -> assertThat(server.get(path, viewer).statusCode())
                        .as(path)
                        .isIn(400, 403, 404));
    }

    @Test
    void metersOfOtherGroupsAreNotThere() {
        String[] south = bearer(Role.OPERATOR, "south");

        assertThat(RunningServer.json(server.get("/api/v1/meters", south))
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.get("/api/v1/meters/s1/forecast", south).statusCode()).isEqualTo(200);
        Stream.of("", "/readings", "/forecast", "/accuracy", "/statistics", "/levels")
                .forEach(part -> assertThat(
                                server.get("/api/v1/meters/m1" + part, south).statusCode())
                        .as(part)
                        .isEqualTo(404));
        assertThat(server.get("/api/v1/forecasts?meters=m1", south).statusCode())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/forecasts?group=north", south).statusCode())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/forecasts", south).body())
                .contains("\"s1\"")
                .doesNotContain("\"m1\"");
        assertThat(server.delete("/api/v1/meters/m1", south).statusCode()).isEqualTo(404);
        assertRefused(server.get("/api/v1/models", south), 403, "limited to the meters of south");
        assertRefused(server.get("/api/v1/stream", south), 403, "limited");
    }

    @Test
    void aKeyOfAGroupWritesWhatItReads() {
        String[] south = bearer(Role.OPERATOR, "south");

        JsonNode own = RunningServer.json(server.post("/api/v1/readings", READING.formatted("s1"), south));
        JsonNode other = RunningServer.json(server.post("/api/v1/readings", READING.formatted("m1"), south));
        JsonNode unknown = RunningServer.json(server.post("/api/v1/readings", READING.formatted("new"), south));

        assertThat(own.get("accepted").asInt()).isEqualTo(1);
        assertThat(other.get("rejected").get(0).get("reason").asText()).contains("not known to this key");
        assertThat(unknown.get("accepted").asInt()).isZero();
        assertRefused(
                server.put("/api/v1/meters/m1", "{\"time_zone\":\"UTC\",\"groups\":[\"south\"]}", south), 403, "group");
        assertRefused(server.put("/api/v1/meters/s2", "{\"time_zone\":\"UTC\"}", south), 403, "south");
        assertThat(server.put("/api/v1/meters/s2", "{\"time_zone\":\"UTC\",\"groups\":[\"south\"]}", south)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aRevokedKeyWorksNoMoreAndTheLastOneDoesNotOpenTheSession() {
        String[] admin = bearer(Role.ADMIN);
        Keys.Fresh second = server.keys().create("second", Role.VIEWER, Set.of());
        String cookie = login(second.secret());

        assertThat(server.get("/api/v1/meters", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(server.delete("/api/v1/keys/" + second.key().id(), admin).statusCode())
                .isEqualTo(204);
        assertThat(server.get("/api/v1/meters", "Cookie", cookie).statusCode()).isEqualTo(401);
        assertThat(server.get("/api/v1/meters", "Authorization", "Bearer " + second.secret())
                        .statusCode())
                .isEqualTo(401);
    }

    private String login(String secret) {
        HttpResponse<String> answer = server.post("/api/v1/session", "{\"key\":\"" + secret + "\"}");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void aSessionChangesThingsOnlyFromThisServersOwnPage() {
        String cookie =
                login(server.keys().create("me", Role.OPERATOR, Set.of()).secret());
        String here = "http://127.0.0.1:" + server.port();

        assertRefused(server.delete("/api/v1/meters/s1", "Cookie", cookie), 403, "Origin");
        assertRefused(
                server.delete("/api/v1/meters/s1", "Cookie", cookie, "Origin", "http://127.0.0.1:1"), 403, "Origin");
        assertThat(server.delete("/api/v1/meters/s1", "Cookie", cookie, "Origin", here)
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.delete("/api/v1/session", "Cookie", cookie, "Origin", here)
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get("/api/v1/meters", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void pagesOfListedOriginsMayAskAndOthersMayNot() {
        String[] viewer = bearer(Role.VIEWER);

        HttpResponse<String> listed =
                server.get("/api/v1/meters", viewer[0], viewer[1], "Origin", "https://grafana.example.org");
        HttpResponse<String> other =
                server.get("/api/v1/meters", viewer[0], viewer[1], "Origin", "https://example.org");

        assertThat(listed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://grafana.example.org");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(server.options("/api/v1/meters", "https://grafana.example.org")
                        .statusCode())
                .isEqualTo(204);
        assertRefused(server.options("/api/v1/meters", "https://example.org"), 403, "cors_origins");
    }

    @Test
    void tryingKeysIsMadeSlow() {
        bearer(Role.VIEWER);
        for (int i = 0; i < 5; i++) {
            assertThat(server.get("/api/v1/meters", "Authorization", "Bearer wrong" + i)
                            .statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> sixth = server.get("/api/v1/meters", "Authorization", "Bearer wrong");

        assertRefused(sixth, 429, "Too many requests");
        assertThat(sixth.headers().firstValueAsLong("Retry-After")).isPresent();
    }

    @Test
    void whoAsksTooOftenIsToldToWait() {
        server.close();
        server = new RunningServer(
                directory.resolve("slow"), List.of(), new ServerConfig("127.0.0.1", 0, Optional.empty(), Set.of(), 1));

        List<Integer> answers = Stream.generate(() -> server.get("/health/live").statusCode())
                .limit(4)
                .toList();

        assertThat(answers).startsWith(200, 200).contains(429);
    }

    @Test
    void changesStandInTheAuditLogAndDataDoesNot() {
        String[] operator = bearer(Role.OPERATOR);
        server.post("/api/v1/readings", READING.formatted("m1"), operator);
        server.delete("/api/v1/meters/s1", operator);
        server.delete("/api/v1/meters/nobody", operator);

        List<AuditLog.Entry> entries = server.tables().audit().newest(Long.MAX_VALUE, 10);

        assertThat(entries)
                .extracting(AuditLog.Entry::action, AuditLog.Entry::outcome)
                .containsExactly(
                        tuple("DELETE /api/v1/meters/nobody", "404"), tuple("DELETE /api/v1/meters/s1", "204"));
        assertThat(entries.get(0).who()).startsWith("test (");
        assertThat(entries.get(0).address()).isEqualTo("127.0.0.1");
    }

    @Test
    void noSecretIsKept() {
        Keys.Fresh fresh = server.keys().create("me", Role.VIEWER, Set.of());

        assertThat(server.keys().all().toString()).doesNotContain(fresh.secret());
        assertThat(server.keys().all().get(0).secretSha256()).hasSize(64);
    }
}
