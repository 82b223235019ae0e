package org.loadcast.serving.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteRetention;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.access.Keys;
import org.loadcast.serving.access.VisibleStores;
import org.loadcast.serving.alert.AlertDesk;
import org.loadcast.serving.alert.AlertRules;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.HistoryReader;
import org.loadcast.serving.forecast.RegistryModelSource;
import org.loadcast.serving.grid.GridForecasts;
import org.loadcast.serving.grid.TopologyFile;
import org.loadcast.serving.ingest.IngestStatistics;
import org.loadcast.serving.ingest.Intake;
import org.loadcast.serving.ingest.IntakeListener;
import org.loadcast.serving.ingest.NewMeters;
import org.loadcast.serving.ingest.deadletter.DeadLetter;
import org.loadcast.serving.ingest.deadletter.DeadLetterReplay;
import org.loadcast.serving.ingest.deadletter.DeadLetters;
import org.loadcast.serving.ingest.decode.Message;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.ingest.decode.Payload;
import org.loadcast.serving.issue.EventPublisher;
import org.loadcast.serving.issue.ForecastIssuer;
import org.loadcast.serving.metrics.Metrics;
import org.loadcast.serving.retrain.Appointments;
import org.loadcast.serving.retrain.DriftReport;
import org.loadcast.serving.retrain.RecordingTrainer;
import org.loadcast.serving.retrain.TrainingJobs;
import org.loadcast.serving.simulator.SimulatedClock;
import org.loadcast.serving.simulator.Simulator;
import org.loadcast.serving.site.SiteDesk;
import org.loadcast.serving.site.WatchedStores;
import org.loadcast.serving.statistics.StoredStatistics;
import org.loadcast.serving.store.ServiceTables;
import org.loadcast.serving.stream.EventBus;
import org.loadcast.training.registry.ModelRegistry;

/** A real server on a free port with a real SQLite store, and a client to ask it. */
final class RunningServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2021-06-16T11:00:03Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqliteStores embedded;
    private final Stores stores;
    private final ModelRegistry models;
    private final ForecastService forecasts;
    private final EventBus events;
    private final ForecastIssuer issuer;
    private final ServiceTables tables;
    private final Keys keys;
    private final DeadLetters deadLetters;
    private final AlertDesk desk;
    private final SiteDesk sites;
    private final LoadcastServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningServer(Path directory) {
        this(directory, List.of());
    }

    RunningServer(Path directory, List<ReadinessCheck> checks) {
        this(directory, checks, ServerConfig.local(0));
    }

    RunningServer(Path directory, List<ReadinessCheck> checks, ServerConfig config) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        embedded = SqliteStores.open(directory);
        tables = ServiceTables.in(embedded.database());
        WatchedStores watched = WatchedStores.of(embedded, tables.sites());
        stores = watched;
        models = ModelRegistry.open(directory.resolve("models"), List.of(new LevelFamily()), clock);
        forecasts = new ForecastService(
                stores, new HistoryReader(stores, clock), new RegistryModelSource(models, 10, clock), clock);
        events = new EventBus(clock);
        issuer = new ForecastIssuer(forecasts, List.of(new EventPublisher(events)), 2);
        Installation installation = new Installation(VisibleStores.of(stores), forecasts, models, clock, events);
        keys = new Keys(tables.keys(), watched.books(), clock);
        deadLetters = DeadLetters.in(embedded.database());
        Intake intake = new Intake(stores, NewMeters.USUAL, new Unheard(), new IngestStatistics(), clock);
        desk = new AlertDesk(stores, tables.alerts(), AlertRules.USUAL, Duration.ofMinutes(30), true);
        sites = new SiteDesk(watched, SiteDesk.DerivedListener.NONE);
        server = LoadcastServer.start(
                config,
                Guard.of(keys, tables.audit(), clock),
                installation,
                checks,
                List.of(
                        new AnalyticsRoutes(stores, clock),
                        new AlertRoutes(desk, installation.stores().meters(), clock),
                        new FlowRoutes(stores, forecasts, clock),
                        new GridRoutes(
                                new TopologyFile(directory.resolve(TopologyFile.NAME)),
                                new GridForecasts(installation.stores().meters(), forecasts),
                                clock),
                        new StatisticsRoutes(installation.stores(), new StoredStatistics(stores, clock)),
                        new MetricsRoutes(new Metrics()),
                        new SimulatorRoutes(
                                new Simulator(new SimulatedClock(clock, 1), List.of(MeterId.of("m1")), NOW)),
                        new SiteRoutes(sites, installation.stores().meters()),
                        new TrainingRoutes(jobs(clock), installation),
                        new DeadLetterRoutes(
                                deadLetters, new DeadLetterReplay(deadLetters, MessageMapping.ofOwnTopics(), intake)),
                        new DriftRoutes(
                                new DriftReport(stores, models, Duration.ofDays(7), 1.5, clock),
                                installation.stores().meters()),
                        new IssueRoutes(issuer, installation.stores().meters(), clock)));
    }

    /** Jobs that are taken and never run. */
    private TrainingJobs jobs(Clock clock) {
        return new TrainingJobs(
                tables.jobs(),
                tables.leases(),
                RecordingTrainer.quick(listener -> {}),
                new Appointments(models, tables.trials(), Duration.ofDays(3), clock),
                Duration.ofMinutes(1),
                clock);
    }

    private static final class Unheard implements IntakeListener {
        @Override
        public void readingsStored(Collection<Reading> readings) {}

        @Override
        public void weatherStored(Collection<String> locations) {}
    }

    void addDeadLetter(String topic, String payload) {
        deadLetters.add(List.of(new DeadLetter(0, new Message(topic, Payload.ofText(payload), NOW), "It is broken.")));
    }

    Stores stores() {
        return stores;
    }

    SqliteRetention retention() {
        return embedded.retention();
    }

    AlertDesk alerts() {
        return desk;
    }

    SiteDesk sites() {
        return sites;
    }

    Keys keys() {
        return keys;
    }

    ServiceTables tables() {
        return tables;
    }

    ModelRegistry models() {
        return models;
    }

    ForecastService forecasts() {
        return forecasts;
    }

    Set<String> routes() {
        return server.routes();
    }

    EventBus events() {
        return events;
    }

    int port() {
        return server.port();
    }

    void addMeter(String id, String zone) {
        stores.meters()
                .put(Meter.builder(MeterId.of(id))
                        .zone(ZoneId.of(zone))
                        .category("household")
                        .groups(List.of("north"))
                        .weatherLocations(List.of("town"))
                        .build());
    }

    /** Quarter-hourly load of the days before {@link #NOW}: the hour of the UTC day in kW. */
    void addHourOfDayLoad(String id, int days) {
        PowerRows rows = new PowerRows();
        Instant end = Instant.parse("2021-06-16T11:00:00Z");
        for (Instant at = end.minus(Duration.ofDays(days)); at.isBefore(end); at = at.plusSeconds(900)) {
            rows.add(
                    MeterId.of(id),
                    at.getEpochSecond(),
                    at.atZone(ZoneOffset.UTC).getHour());
        }
        stores.measurements().write(rows);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String path, String body, String... headers) {
        return send(request(path, headers).PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> putBytes(String path, byte[] body, String... headers) {
        return send(request(path, headers).PUT(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<byte[]> getBytes(String path, String... headers) {
        try {
            return client.send(request(path, headers).GET().build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("No answer from the server", failed);
        }
    }

    HttpResponse<String> delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    /** What a browser asks before a page of {@code origin} may delete something. */
    HttpResponse<String> options(String path, String origin) {
        return send(request(path, "Origin", origin, "Access-Control-Request-Method", "DELETE")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("No answer from the server", failed);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException malformed) {
            throw new AssertionError("Not JSON: " + response.body(), malformed);
        }
    }

    @Override
    public void close() {
        server.close();
        issuer.close();
        events.close();
        forecasts.close();
        stores.close();
    }
}
