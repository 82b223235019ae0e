package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;

/** Two meters with a reading a minute, gaps among them, and one with a reading every quarter of an hour, over forty days. */
class AnalyticsCompactionTest {

    private static final Instant END = Instant.parse("2021-06-16T11:00:00Z");
    private static final Duration HISTORY = Duration.ofDays(40);

    /** Sums in another order differ in their last digits. */
    private static final double LAST_DIGITS = 1e-9;

    private static final List<String> ANALYTICS = List.of(
            "hourly",
            "hourly?at=2021-06-03T15:00:00Z",
            "peaks?limit=20",
            "peaks?limit=20&at=2021-06-01T00:00:00Z",
            "daily?days=40",
            "monthly?months=3",
            "summary",
            "summary?at=2021-05-20T12:34:56Z",
            "trends",
            "comparison",
            "live");

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = new RunningServer(directory);
        server.addMeter("amsterdam", "Europe/Amsterdam");
        server.addMeter("adelaide", "Australia/Adelaide");
        server.addMeter("quarters", "UTC");
        add("amsterdam", Duration.ofMinutes(1), 1);
        add("adelaide", Duration.ofMinutes(1), 2);
        add("quarters", Duration.ofMinutes(15), 3);
    }

    private void add(String meter, Duration step, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PowerRows rows = new PowerRows();
        for (Instant at = END.minus(HISTORY); at.isBefore(END); at = at.plus(step)) {
            boolean gap = random.nextDouble() < 0.001;
            if (gap) {
                at = at.plus(step.multipliedBy(random.nextInt(1, 200)));
            } else {
                rows.add(MeterId.of(meter), at.getEpochSecond(), random.nextDouble(-1, 4));
            }
        }
        server.stores().measurements().write(rows);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, JsonNode> answers(List<String> queries) {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        queries.forEach(query -> answers.put(query, RunningServer.json(server.get("/api/v1/analytics/" + query))));
        return answers;
    }

    @Test
    void compactionOfReadingsChangesNoAnswer() {
        // given
        Map<String, JsonNode> before = answers(ANALYTICS);

        // when all but the last two days become quarter-hours
        long compacted = server.retention()
                .compact(END.minus(Duration.ofDays(2)), looked -> {})
                .readings();

        // then
        assertThat(compacted).isGreaterThan(90_000);
        answers(ANALYTICS).forEach((query, after) -> assertSame(query, before.get(query), after));
    }

    @Test
    void deletionOfQuarterHoursChangesNoTotalOfDaysAndMonths() {
        // given
        List<String> totals = List.of("daily?days=40", "monthly?months=3", "summary", "trends", "comparison");
        server.retention().compact(END.minus(Duration.ofDays(2)), looked -> {});
        Map<String, JsonNode> before = answers(totals);

        // when
        long gone = server.retention()
                .delete(END.minus(Duration.ofDays(10)), server.stores().meters().all(), looked -> {});

        // then
        assertThat(gone).isGreaterThan(5_000);
        Map<String, JsonNode> after = answers(totals);
        totals.forEach(query -> assertSame(query, before.get(query), after.get(query)));
    }

    private static void assertSame(String place, JsonNode before, JsonNode after) {
        if (before.isNumber()) {
            assertThat(after.asDouble())
                    .as(place)
                    .isCloseTo(before.asDouble(), within(LAST_DIGITS * Math.max(1, Math.abs(before.asDouble()))));
        } else if (before.isContainerNode()) {
            List<String> fields = new ArrayList<>();
            before.fieldNames().forEachRemaining(fields::add);
            assertThat(after).as(place).hasSize(before.size());
            fields.forEach(field -> assertSame(place + "." + field, before.path(field), after.path(field)));
            for (int i = 0; before.isArray() && i < before.size(); i++) {
                assertSame(place + "[" + i + "]", before.get(i), after.path(i));
            }
        } else {
            assertThat(after).as(place).isEqualTo(before);
        }
    }
}
