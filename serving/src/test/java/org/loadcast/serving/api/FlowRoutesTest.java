package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Site;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.store.PowerRows;

/** A home that uses 1 kW and whose panels give 4 kW from 8:00 to 12:00; only net and panels have a meter. */
class FlowRoutesTest {

    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(directory);
        add("net", SiteRole.NET);
        add("pv", SiteRole.PRODUCTION);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void add(String id, SiteRole role) {
        server.stores()
                .meters()
                .put(Meter.builder(MeterId.of(id))
                        .zone(ZoneId.of("UTC"))
                        .category("household")
                        .attributes(Site.attributes("home 1", role))
                        .build());
        PowerRows rows = new PowerRows();
        Instant end = Instant.parse("2021-06-16T11:00:00Z");
        for (Instant at = end.minus(Duration.ofDays(30)); at.isBefore(end); at = at.plusSeconds(900)) {
            int hour = at.atZone(ZoneOffset.UTC).getHour();
            double panels = hour >= 8 && hour < 12 ? -4 : 0;
            rows.add(MeterId.of(id), at.getEpochSecond(), role == SiteRole.NET ? 1 + panels : panels);
        }
        server.stores().measurements().write(rows);
    }

    @Test
    void nowAndTodayAreMeasuredAndTomorrowIsForecast() {
        JsonNode flow = RunningServer.json(server.get("/api/v1/flow?site=home%201"));

        assertThat(flow.at("/now/production_kwh").asDouble()).isEqualTo(1);
        assertThat(flow.at("/now/export_kwh").asDouble()).isEqualTo(0.75);
        // From midnight to 11:00: eight hours from the grid, three from the panels.
        assertThat(flow.at("/today/quarters").asInt()).isEqualTo(44);
        assertThat(flow.at("/today/consumption_kwh").asDouble()).isCloseTo(11, within(1e-9));
        assertThat(flow.at("/today/import_kwh").asDouble()).isCloseTo(8, within(1e-9));
        assertThat(flow.at("/today/self_consumption").asDouble()).isCloseTo(0.25, within(1e-9));
        assertThat(flow.at("/today/autarky").asDouble()).isCloseTo(3.0 / 11, within(1e-9));
        // Every day was the same, so the forecast is that day: 16 kWh of panels.
        assertThat(flow.at("/tomorrow/quarters").asInt()).isEqualTo(96);
        assertThat(flow.at("/tomorrow/production_kwh").asDouble()).isCloseTo(16, within(0.1));
    }

    @Test
    void aSiteThatIsNotNamedOrNotKnownIsAProblemThatNamesThoseThatAre() {
        assertThat(server.get("/api/v1/flow").body()).contains("Use one of home 1");
        assertThat(server.get("/api/v1/flow?site=home%202").statusCode()).isEqualTo(404);
    }
}
