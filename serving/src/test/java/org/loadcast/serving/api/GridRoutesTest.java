package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridRoutesTest {

    private static final String FLOW = "/api/v1/grid/flow";
    private static final String TOPOLOGY = "/api/v1/grid/topology";

    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(directory);
        server.addMeter("m1", "UTC");
        server.addMeter("m2", "UTC");
        server.addHourOfDayLoad("m1", 60);
        server.addHourOfDayLoad("m2", 60);
        server.put(TOPOLOGY, """
                supplies: [substation]
                nodes:
                  - { id: substation }
                  - { id: cabinet, meters: [m1] }
                  - { id: house, meters: [m2, later] }
                lines:
                  - { id: L1, from: substation, to: cabinet, capacity_kw: 100 }
                  - { id: L2, from: cabinet, to: house, capacity_kw: 20 }
                  - { id: T1, from: substation, to: house, capacity_kw: 30, tie: true }
                """);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The load is the hour of the day, so that L2 congests from 21:00 on: by 1, 2 and 3 kW. */
    @Test
    void theCutTellsWhereAndWhenAndHowMuch() {
        JsonNode flow = RunningServer.json(server.get(FLOW + "?quantile=0.5"));

        assertThat(flow.get("from").asText()).isEqualTo("2021-06-17T00:00:00Z");
        assertThat(flow.get("steps")).hasSize(96);
        assertThat(flow.get("feasible").asBoolean()).isFalse();
        assertThat(flow.get("shortfall_kwh").asDouble()).isEqualTo(6, within(0.01));
        assertThat(flow.get("shortfall_peak_kw").asDouble()).isEqualTo(3, within(0.01));
        assertThat(flow.get("shortfall_peak_at").asText()).startsWith("2021-06-17T23:");
        assertThat(flow.get("lines").get(0).get("line").asText()).isEqualTo("L2");
        assertThat(flow.get("lines").get(0).get("congested_steps").asInt()).isEqualTo(12);
        assertThat(flow.get("meters")).hasSize(1);
        assertThat(flow.get("meters").get(0).get("meter_id").asText()).isEqualTo("m2");
        assertThat(flow.get("steps")
                        .get(95)
                        .get("cut")
                        .get("nodes_beyond")
                        .get(0)
                        .asText())
                .isEqualTo("house");
    }

    @Test
    void whereNoTopologyIsSetItIsEmptyAndHasNoFlow(@TempDir Path other) {
        try (RunningServer bare = new RunningServer(other)) {
            assertThat(bare.get(TOPOLOGY).body()).isEqualTo("{\"supplies\":[],\"nodes\":[],\"lines\":[]}");
            assertThat(bare.get(FLOW).statusCode()).isEqualTo(404);
            assertThat(bare.put(TOPOLOGY, bare.get(TOPOLOGY).body()).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aMeterWithoutForecastIsToldAndCountsAsNoLoad() {
        JsonNode flow = RunningServer.json(server.get(FLOW));

        assertThat(flow.get("missing")).hasSize(1);
        assertThat(flow.get("missing").get(0).get("meter_id").asText()).isEqualTo("later");
    }

    @Test
    void whenALineIsOutATieTakesOver() {
        JsonNode flow = RunningServer.json(server.get(FLOW + "?quantile=p50&out=L2"));

        assertThat(flow.get("feasible").asBoolean()).isTrue();
        assertThat(flow.get("ties_to_close").get(0).asText()).isEqualTo("T1");
    }

    @Test
    void aTopologyWithErrorsIsRefusedWithAllOfThemAndTheOldOneStays() {
        HttpResponse<String> refused =
                server.put(TOPOLOGY, "{\"supplies\":[\"x\",\"y\"],\"nodes\":[{\"id\":\"a\"}],\"lines\":[]}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(RunningServer.json(refused).get("detail").asText())
                .contains("Supply 'x' is no node", "Supply 'y' is no node");
        assertThat(RunningServer.json(server.get(TOPOLOGY)).get("nodes")).hasSize(3);
    }

    @Test
    void aQuantileOrLineThatIsNoneIsTold() {
        assertThat(server.get(FLOW + "?quantile=90").body()).contains("'90' is no quantile between 0 and 1");
        assertThat(server.get(FLOW + "?out=L7").body()).contains("Line 'L7' is not known. There are L1, L2, T1.");
    }
}
