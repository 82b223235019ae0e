package org.loadcast.serving.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

class WeatherUpdatesTest {

    private static final Instant NOW = Instant.parse("2024-06-15T10:07:00Z");
    private static final Interval AROUND = Interval.of(NOW.minus(Duration.ofDays(5)), Duration.ofDays(20));
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @TempDir
    private Path directory;

    private Stores stores;
    private FakeOpenMeteo openMeteo;

    @BeforeEach
    void open() throws IOException {
        stores = SqliteStores.open(directory);
        openMeteo = new FakeOpenMeteo(NOW);
    }

    @AfterEach
    void close() {
        openMeteo.close();
        stores.close();
    }

    @Test
    void hoursThatAreOverAreMeasuredAndTheOthersAForecastOfNow() {
        meter("home", new GeoPoint(41.65, -0.89), "roof");

        WeatherUpdates.Report report = updates(NOW).update();

        assertThat(report.updated()).containsExactly("roof");
        WeatherTable measured = stores.weather().observed("roof", AROUND);
        assertThat(measured.timestamp(measured.rows() - 1)).isEqualTo(Instant.parse("2024-06-15T09:00:00Z"));
        List<WeatherRun> runs = stores.weather().forecasts("roof", AROUND, NOW);
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.availableAt()).isEqualTo(NOW);
            assertThat(run.table().timestamp(0)).isEqualTo(Instant.parse("2024-06-15T10:00:00Z"));
        });
    }

    @Test
    void radiationOfTheHourBeforeATimeStandsAtItsStart() {
        meter("home", new GeoPoint(41.65, -0.89), "roof");

        updates(NOW).update();

        WeatherTable measured = stores.weather()
                .observed("roof", Interval.of(Instant.parse("2024-06-15T08:00:00Z"), Duration.ofHours(1)));
        assertThat(measured.value("temperature_c", 0)).isEqualTo(8);
        assertThat(measured.value("ghi_wm2", 0))
                .as("given at 09:00 for the hour before")
                .isEqualTo(90);
        assertThat(measured.value("wind_speed_100m_ms", 0))
                .as("between 80 and 120 m")
                .isEqualTo(5);
        WeatherTable gap = stores.weather()
                .observed("roof", Interval.of(Instant.parse("2024-06-15T02:00:00Z"), Duration.ofHours(1)));
        assertThat(gap.value("ghi_wm2", 0)).isNaN();
    }

    @Test
    void aPlaceIsAskedOncePerInterval() {
        meter("home", new GeoPoint(41.65, -0.89), "roof");
        meter("shop", new GeoPoint(41.65, -0.89), "roof");

        updates(NOW).update();
        WeatherUpdates.Report soon = updates(NOW.plus(Duration.ofMinutes(59))).update();
        WeatherUpdates.Report later = updates(NOW.plus(Duration.ofMinutes(61))).update();

        assertThat(soon.fresh()).containsExactly("roof");
        assertThat(later.updated()).containsExactly("roof");
        assertThat(openMeteo.requests()).hasSize(2);
        assertThat(stores.weather().forecasts("roof", AROUND, NOW.plus(Duration.ofDays(1))))
                .as("forecasts are kept by issue")
                .hasSize(2);
    }

    @Test
    void aMeterWithAPlaceAndNoWeatherLocationGetsOne() {
        meter("home", new GeoPoint(41.6488, -0.8891));

        WeatherUpdates.Report report = updates(NOW).update();

        assertThat(report.updated()).containsExactly("41.65,-0.89");
        assertThat(stores.meters().find(MeterId.of("home")).orElseThrow().weatherLocations())
                .containsExactly("41.65,-0.89");
    }

    @Test
    void locationsAreWhereTheConfigurationOrTheirMetersSay() {
        meter("a", new GeoPoint(40, 2), "mean", "far");
        meter("b", new GeoPoint(42, 4), "mean", "set");
        meter("c", "lost");

        WeatherUpdates.Report report =
                updates(NOW, Map.of("locations.set", "-33.5,151.25")).update();

        assertThat(report.unknown()).containsExactly("lost");
        assertThat(openMeteo.requests())
                .extracting(request -> request.get("latitude") + " " + request.get("longitude"))
                .containsExactly("40.0000 2.0000", "41.0000 3.0000", "-33.5000 151.2500");
    }

    @Test
    void aBusyServerIsAskedAgain() {
        meter("home", new GeoPoint(41.65, -0.89), "roof");
        openMeteo.failWith(503, 429, 500);

        assertThat(updates(NOW).update().updated()).containsExactly("roof");
        assertThat(openMeteo.requests()).hasSize(4);
    }

    @Test
    void aRefusalIsToldWithItsReasonAndTheOthersGoOn() {
        meter("a", new GeoPoint(40, 2), "bad");
        meter("b", new GeoPoint(42, 4), "good");
        openMeteo.failWith(400);

        WeatherUpdates.Report report = updates(NOW).update();

        assertThat(report.failed().get("bad"))
                .contains("status 400: Latitude must be in range.")
                .doesNotContain("secret");
        assertThat(report.updated()).containsExactly("good");
    }

    @Test
    void aServerThatIsAwayIsToldAndNothingIsStored() {
        meter("home", new GeoPoint(41.65, -0.89), "roof");
        openMeteo.close();

        WeatherUpdates.Report report = updates(NOW).update();

        assertThat(report.failed().get("roof")).contains("cannot be reached");
        assertThat(stores.weather().locations()).isEmpty();
    }

    @Test
    void historyIsAskedInStretchesAndOnlyWhereItIsMissing() {
        meter("home", new GeoPoint(41.65, -0.89), "roof");
        LocalDate first = LocalDate.parse("2024-01-01");
        LocalDate last = LocalDate.parse("2024-04-09");

        updates(NOW).history(first, last, WeatherUpdates.History.ARCHIVE);
        WeatherUpdates.Report again = updates(NOW).history(first, last, WeatherUpdates.History.ARCHIVE);

        assertThat(openMeteo.requests())
                .extracting(request ->
                        request.get("path") + " " + request.get("start_date") + " " + request.get("end_date"))
                .containsExactly("/v1/archive 2024-01-01 2024-03-30", "/v1/archive 2024-03-31 2024-04-09");
        assertThat(again.fresh()).containsExactly("roof");
        WeatherTable year = stores.weather()
                .observed(
                        "roof",
                        new Interval(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-04-10T00:00:00Z")));
        assertThat(year.rows()).isEqualTo(100 * 24);
        assertThat(year.value("wind_speed_100m_ms", 0)).isEqualTo(5.5);
    }

    @Test
    void everyWrongSettingIsToldAtOnce() {
        assertThatThrownBy(() -> WeatherConfig.parse(Map.of(
                        "source",
                        "dwd",
                        "interval",
                        "PT1S",
                        "days",
                        "40",
                        "url",
                        "weather",
                        "locations.a",
                        "north",
                        "colour",
                        "red")))
                .hasMessageContainingAll(
                        "6 errors",
                        "source 'dwd'",
                        "interval 'PT1S'",
                        "days '40'",
                        "url 'weather'",
                        "locations.a 'north'",
                        "colour is not a setting");
    }

    @Test
    void nothingIsAskedByItselfUnlessTheConfigurationSaysSo() {
        assertThat(WeatherConfig.USUAL.scheduled()).isFalse();
        assertThat(WeatherConfig.parse(Map.of("source", "open-meteo")).scheduled())
                .isTrue();
    }

    private void meter(String id, String... locations) {
        stores.meters()
                .put(Meter.builder(MeterId.of(id))
                        .weatherLocations(List.of(locations))
                        .build());
    }

    private void meter(String id, GeoPoint place, String... locations) {
        stores.meters()
                .put(Meter.builder(MeterId.of(id))
                        .location(place)
                        .weatherLocations(List.of(locations))
                        .build());
    }

    private WeatherUpdates updates(Instant now) {
        return updates(now, Map.of());
    }

    private WeatherUpdates updates(Instant now, Map<String, String> further) {
        Map<String, String> settings = new HashMap<>(further);
        settings.put("url", openMeteo.url("/v1/forecast"));
        settings.put("archive_url", openMeteo.url("/v1/archive"));
        settings.put("api_key", "secret");
        return new WeatherUpdates(stores, WeatherConfig.parse(settings), Clock.fixed(now, ZoneOffset.UTC), AT_ONCE);
    }
}
