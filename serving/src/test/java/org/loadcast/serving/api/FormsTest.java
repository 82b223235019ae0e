package org.loadcast.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms in which readings and forecasts travel, and that an unchanged one need not. */
class FormsTest {

    private static final String READINGS =
            "/api/v1/meters/m1/readings?from=2021-06-16T10:00:00Z&to=2021-06-16T10:30:00Z";

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = new RunningServer(directory);
        server.addMeter("m1", "UTC");
        server.addHourOfDayLoad("m1", 20);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readingsComeAsCsvThatCanBeImported() {
        HttpResponse<String> csv = server.get(READINGS, "Accept", "text/csv");

        assertThat(csv.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(csv.body()).isEqualTo("""
                timestamp,meter_id,load_kw
                2021-06-16T10:00:00Z,m1,10.0
                2021-06-16T10:15:00Z,m1,10.0
                """);
    }

    @Test
    void readingsComeLineByLine() {
        assertThat(server.get(READINGS, "Accept", "application/x-ndjson").body())
                .isEqualTo("""
                {"start":"2021-06-16T10:00:00Z","load_kw":10.0}
                {"start":"2021-06-16T10:15:00Z","load_kw":10.0}
                """);
    }

    @Test
    void readingsThatHaveNotChangedAreNotSentAgain() {
        String etag = server.get(READINGS).headers().firstValue("ETag").orElseThrow();

        assertThat(server.get(READINGS, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(server.get(READINGS, "If-None-Match", "\"other\", " + etag).statusCode())
                .isEqualTo(304);
        assertThat(server.get(READINGS, "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);

        server.post("/api/v1/readings", "{\"meter_id\":\"m1\",\"timestamp\":\"2021-06-16T10:15:00Z\",\"power_kw\":99}");
        assertThat(server.get(READINGS, "If-None-Match", etag).statusCode()).isEqualTo(200);
    }

    @Test
    void oneForecastComesAsCsvWithTheAskedQuantiles() {
        HttpResponse<String> csv = server.get(
                "/api/v1/meters/m1/forecast?horizon=quarter-hour&quantiles=0.05,0.5,0.95", "Accept", "text/csv");

        assertThat(csv.body().lines().findFirst())
                .contains("meter_id,horizon,issued_at,cutoff,start,p05,p50,p95,tier,reason");
        assertThat(csv.body().lines()).hasSize(2);
    }

    @Test
    void aForecastTravelsCompressedWhenThatIsAskedFor() {
        HttpResponse<String> packed = server.get("/api/v1/meters/m1/forecast", "Accept-Encoding", "gzip");

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    }
}
