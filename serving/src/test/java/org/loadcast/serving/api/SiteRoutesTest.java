package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.access.Role;

class SiteRoutesTest {

    private static final String HOME =
            "{\"groups\":[\"west\"],\"sensors\":[{\"meter_id\":\"m1\",\"role\":\"net\"},{\"meter_id\":\"m2\",\"role\":\"production\","
                    + "\"sign\":\"inverted\"}]}";

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = new RunningServer(directory);
        server.addMeter("m1", "Europe/Amsterdam");
        server.addMeter("m2", "Europe/Amsterdam");
        server.addMeter("m3", "Europe/Amsterdam");
        server.addHourOfDayLoad("m1", 60);
        server.addHourOfDayLoad("m2", 60);
        server.put("/api/v1/groups/west", "{\"caption\":\"The west\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Net and panels both have the hour of the day: twice the hour is used. */
    @Test
    void aDerivedMeterIsReadForecastAndShownLikeOthers() {
        // when
        HttpResponse<String> put = server.put("/api/v1/sites/home", HOME);
        server.sites().derive(done -> {});

        // then
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(RunningServer.json(put).get("totals").toString())
                .contains("{\"role\":\"consumption\",\"meter_id\":\"home.consumption\",\"derived\":true}")
                .contains("{\"role\":\"net\",\"meter_id\":\"m1\",\"derived\":false}")
                .contains("{\"role\":\"production\",\"meter_id\":\"home.production\",\"derived\":true}");
        JsonNode points = RunningServer.json(server.get(
                        "/api/v1/meters/home.consumption/readings?from=2021-06-16T10:00:00Z&to=2021-06-16T11:00:00Z"))
                .get("points");
        assertThat(points).hasSize(4);
        assertThat(points.get(0).get("load_kw").asDouble()).isEqualTo(20);
        JsonNode forecast =
                RunningServer.json(server.get("/api/v1/meters/home.consumption/forecast?horizon=day-ahead"));
        assertThat(forecast.get("points")).hasSize(96);
        assertThat(server.get("/api/v1/meters").body()).contains("home.consumption", "home.production");
        JsonNode flow = RunningServer.json(server.get("/api/v1/flow?site=home"));
        assertThat(flow.get("now").isNull()).isFalse();
        assertThat(server.get("/api/v1/analytics/daily?meters=home.consumption").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSiteWithErrorsIsRefusedWithAllOfThem() {
        HttpResponse<String> refused = server.put(
                "/api/v1/sites/home",
                "{\"groups\":[\"east\"],\"sensors\":[{\"meter_id\":\"m1\",\"role\":\"grid\"}],\"id\":\"home\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(RunningServer.json(refused).get("detail").asText())
                .contains("Group 'east' is not among the groups (west)", "'grid' is no role");
        assertThat(server.put("/api/v1/sites/home", "{\"id\":\"other\"}").body())
                .contains("id 'other' differs from the address 'home'");
        assertThat(server.get("/api/v1/sites/home").statusCode()).isEqualTo(404);
    }

    @Test
    void aGroupThatIsInUseStays() {
        server.put("/api/v1/sites/home", HOME);

        HttpResponse<String> refused = server.delete("/api/v1/groups/west");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Site 'home' names group 'west'");
        assertThat(RunningServer.json(server.get("/api/v1/groups"))
                        .get("groups")
                        .get(0)
                        .get("members")
                        .toString())
                .isEqualTo("[\"home.consumption\",\"home.production\",\"m1\",\"m2\"]");
    }

    @Test
    void theWorkbookThatIsDownloadedIsTheOneThatIsUploaded() {
        server.put("/api/v1/sites/home", HOME);
        byte[] workbook = server.getBytes("/api/v1/workbook").body();
        server.delete("/api/v1/sites/home");

        HttpResponse<String> tried = server.putBytes("/api/v1/workbook?dry_run=true", workbook);
        HttpResponse<String> uploaded = server.putBytes("/api/v1/workbook", workbook);

        String changes =
                "[\"new site home\",\"new meter home.consumption, derived\",\"new meter home.production, derived\"]";
        assertThat(RunningServer.json(tried).get("changes").toString()).isEqualTo(changes);
        assertThat(RunningServer.json(uploaded).get("changes").toString()).isEqualTo(changes);
        assertThat(server.get("/api/v1/sites/home").statusCode()).isEqualTo(200);
        assertThat(server.putBytes("/api/v1/workbook", workbook).body()).contains("\"changes\":[]");
    }

    @Test
    void theWorkbookGoesInAndOutAsYamlToo() {
        // given
        server.put("/api/v1/sites/home", HOME);
        String yaml =
                server.get("/api/v1/workbook", "Accept", "application/yaml").body();

        // when
        HttpResponse<String> same = server.put("/api/v1/workbook", yaml);
        HttpResponse<String> tried = server.put("/api/v1/workbook?dry_run=true", yaml.replace("m2", "m33"));
        HttpResponse<String> wrong = server.put("/api/v1/workbook", "sites: [{id: home, sensors: [{role: sun}]}]");

        // then
        assertThat(yaml).contains("role: production", "caption: The west");
        assertThat(RunningServer.json(same).get("changes")).isEmpty();
        assertThat(RunningServer.json(tried).get("changes").toString())
                .isEqualTo("[\"changed site home: new sensor m33, production; sensor m2 removed\","
                        + "\"new meter m33, of which nothing is known yet\"]");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(RunningServer.json(wrong).get("detail").asText().lines())
                .anySatisfy(line -> assertThat(line).contains("'sun' is no role"))
                .anySatisfy(line -> assertThat(line).contains("meter_id is missing"))
                .hasSize(2);
    }

    @Test
    void theKeysOfAPersonReachWhatThePersonReachesAtThatMoment() {
        // given
        server.put("/api/v1/sites/home", HOME);
        server.put("/api/v1/people/anna", "{\"groups\":[\"west\"]}");
        String[] admin =
                bearer(server.keys().create("root", Role.ADMIN, Set.of()).secret());
        String[] anna = bearer(RunningServer.json(server.post("/api/v1/keys", "{\"person\":\"anna\"}", admin))
                .get("secret")
                .asText());

        // then she sees her groups' meters, sites and groups, and changes nothing
        assertThat(server.get("/api/v1/meters/m1", anna).statusCode()).isEqualTo(200);
        assertThat(server.get("/api/v1/meters/m3", anna).statusCode()).isEqualTo(404);
        assertThat(RunningServer.json(server.get("/api/v1/sites", anna)).get("sites"))
                .hasSize(1);
        assertThat(RunningServer.json(server.get("/api/v1/groups", anna)).get("groups"))
                .hasSize(1);
        assertThat(server.get("/api/v1/people", anna).statusCode()).isEqualTo(403);
        assertThat(server.get("/api/v1/workbook", anna).statusCode()).isEqualTo(403);
        assertThat(server.put("/api/v1/sites/home", HOME, anna).statusCode()).isEqualTo(403);

        // when she becomes an operator of another group
        server.put("/api/v1/groups/east", "{\"meters\":[\"m3\"]}", admin);
        server.put("/api/v1/people/anna", "{\"role\":\"operator\",\"groups\":[\"east\"]}", admin);

        // then the same key reaches that, and still decides about no site
        assertThat(server.get("/api/v1/meters/m1", anna).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/meters/m3", anna).statusCode()).isEqualTo(200);
        assertThat(RunningServer.json(server.get("/api/v1/sites", anna)).get("sites"))
                .isEmpty();
        assertThat(server.get("/api/v1/sites/home", anna).statusCode()).isEqualTo(404);
        assertThat(server.put("/api/v1/sites/home", HOME, anna).statusCode()).isEqualTo(403);
        assertThat(server.delete("/api/v1/groups/east", anna).statusCode()).isEqualTo(403);

        // when access is taken away
        server.delete("/api/v1/people/anna", admin);

        // then the key works no more
        assertThat(server.get("/api/v1/meters/m3", anna).statusCode()).isEqualTo(401);
        assertThat(server.post("/api/v1/keys", "{\"person\":\"anna\"}", admin).body())
                .contains("There is no person 'anna'");
    }

    private static String[] bearer(String secret) {
        return new String[] {"Authorization", "Bearer " + secret};
    }
}
