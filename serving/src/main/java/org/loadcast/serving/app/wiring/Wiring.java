package org.loadcast.serving.app.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.store.LayeredStores;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.influx.InfluxStores;
import org.loadcast.features.store.sqlite.SqliteDatabase;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.access.Keys;
import org.loadcast.serving.alert.AlertSink;
import org.loadcast.serving.alert.AlertStore;
import org.loadcast.serving.alert.mail.MailSink;
import org.loadcast.serving.alert.mail.Plots;
import org.loadcast.serving.alert.webhook.Webhook;
import org.loadcast.serving.api.AnalyticsRoutes;
import org.loadcast.serving.api.FlowRoutes;
import org.loadcast.serving.api.GridRoutes;
import org.loadcast.serving.api.Guard;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.api.MetricsRoutes;
import org.loadcast.serving.api.StatisticsRoutes;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.settings.LoadcastConfig;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.HistoryReader;
import org.loadcast.serving.forecast.ModelSource;
import org.loadcast.serving.forecast.RegistryModelSource;
import org.loadcast.serving.forecast.Rematch;
import org.loadcast.serving.grid.GridForecasts;
import org.loadcast.serving.grid.TopologyFile;
import org.loadcast.serving.issue.EventPublisher;
import org.loadcast.serving.issue.ForecastPublisher;
import org.loadcast.serving.metrics.IngestNumbers;
import org.loadcast.serving.metrics.IssueNumbers;
import org.loadcast.serving.metrics.Metrics;
import org.loadcast.serving.metrics.ServiceNumbers;
import org.loadcast.serving.publish.mqtt.MqttPublisher;
import org.loadcast.serving.retrain.Appointments;
import org.loadcast.serving.retrain.ChildTraining;
import org.loadcast.serving.retrain.Retraining;
import org.loadcast.serving.retrain.RetrainingConfig;
import org.loadcast.serving.retrain.TrainingJobs;
import org.loadcast.serving.site.Books;
import org.loadcast.serving.site.WatchedStores;
import org.loadcast.serving.statistics.StoredStatistics;
import org.loadcast.serving.store.ServiceTables;
import org.loadcast.serving.weather.WeatherSchedule;
import org.loadcast.serving.weather.WeatherUpdates;
import org.loadcast.training.blend.Families;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.PromotionRule;
import org.loadcast.training.run.FleetTraining;
import org.loadcast.training.run.StoredHistory;
import org.loadcast.training.run.TrainingRun;

/** The one place that builds the adapters of an installation. Whoever opens something closes it. */
public final class Wiring {

    private final LoadcastConfig config;
    private final Clock clock;
    private final MqttAdapters mqtt;

    public Wiring(LoadcastConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.mqtt = new MqttAdapters(config, clock);
    }

    public LoadcastConfig config() {
        return config;
    }

    public Clock clock() {
        return clock;
    }

    public MqttAdapters mqtt() {
        return mqtt;
    }

    /** Opens the stores, making them where there are none. */
    public WatchedStores openStores() {
        Stores stores = config.influx().isPresent()
                ? InfluxStores.open(config.data(), config.influx().get())
                : openEmbeddedStores();
        return WatchedStores.of(stores, ServiceTables.in(database(stores)).sites());
    }

    /** The embedded stores, for checks that only they have. */
    public SqliteStores openEmbeddedStores() {
        return SqliteStores.open(config.data());
    }

    /**
     * Opens stores that must be there already, for commands that only read.
     *
     * @throws CommandFailure when the data directory has none
     */
    public WatchedStores openExistingStores() {
        if (config.influx().isEmpty() && !hasStore()) {
            throw new CommandFailure("There is no store in " + config.data()
                    + ". Import data first (loadcast import --help), or name another directory with --data.");
        }
        return openStores();
    }

    public boolean hasStore() {
        return Files.isRegularFile(config.data().resolve(SqliteStores.FILE_NAME));
    }

    public Path modelDirectory() {
        return config.data().resolve("models");
    }

    /** The topology of the grid, where one was given. */
    public TopologyFile topology() {
        return new TopologyFile(config.data().resolve(TopologyFile.NAME));
    }

    public ModelRegistry openRegistry() {
        return ModelRegistry.open(modelDirectory());
    }

    /** The forecaster families on the class path. */
    public Families families() {
        return Families.installed();
    }

    /**
     * Refuses names that are no families, before anything is done.
     *
     * @throws IllegalArgumentException for the first of them
     */
    public void requireFamilies(Set<String> names) {
        Families installed = families();
        names.forEach(installed::get);
    }

    public FleetTraining fleetTraining(Stores stores) {
        return new FleetTraining(new StoredHistory(stores), trainingRun(), config.threads());
    }

    public TrainingRun trainingRun() {
        return new TrainingRun(openRegistry(), families(), PromotionRule.ANY_IMPROVEMENT);
    }

    /** Forecasts on demand from {@code stores} and the promoted models of {@code models}. */
    public ForecastService forecastService(Stores stores, ModelRegistry models) {
        ModelSource champions = new RegistryModelSource(models, clock);
        return new ForecastService(stores, new HistoryReader(stores, clock), champions, clock);
    }

    /** Who comes in. */
    Guard guard(Stores stores) {
        ServiceTables tables = ServiceTables.in(database(stores));
        return Guard.of(
                new Keys(tables.keys(), new Books(tables.sites()), Clock.systemUTC()),
                tables.audit(),
                Clock.systemUTC());
    }

    /** What works beside the answers to requests, in the order of its start. */
    List<ServicePart> parts(Installation installation, Metrics metrics) {
        StoredStatistics statistics = new StoredStatistics(installation.stores(), clock);
        new IngestNumbers(mqtt.statistics()).bindTo(metrics);
        List<ServicePart> parts = new ArrayList<>(mqtt.parts(installation));
        Optional<MqttPublisher> publisher = mqtt.publisher(installation.stores());
        publisher.map(out -> new Publishing(mqtt, out)).ifPresent(parts::add);
        parts.addAll(List.of(
                ServicePart.of(
                        new MetricsRoutes(metrics),
                        new StatisticsRoutes(installation.stores(), statistics),
                        new AnalyticsRoutes(installation.stores(), clock),
                        new FlowRoutes(installation.stores(), installation.forecasts(), clock),
                        new GridRoutes(
                                topology(),
                                new GridForecasts(installation.stores().meters(), installation.forecasts()),
                                clock)),
                weather(installation),
                training(installation, metrics),
                retention(installation),
                new SitePart(installation, watched(installation.stores())),
                new IssuePart(installation, config.issue(), publishers(installation, publisher, metrics)),
                new AlertPart(installation, alerts(installation.stores()), config.alerts(), sinks(installation))));
        return parts;
    }

    /** InfluxDB has policies of its own. */
    private ServicePart retention(Installation installation) {
        boolean asked = config.retention().readings().isPresent()
                || config.retention().quarterHours().isPresent();
        return asked && watched(installation.stores()).all() instanceof SqliteStores stores
                ? new Worker("retention", new RetentionSchedule(stores, config.retention(), clock))
                : ServicePart.of();
    }

    /** The stores that were opened, below what hides meters from visitors. */
    private static WatchedStores watched(Stores stores) {
        if (stores instanceof WatchedStores watched) {
            return watched;
        }
        if (stores instanceof LayeredStores layered) {
            return watched(layered.all());
        }
        throw new IllegalStateException("The stores at " + stores.location() + " are not watched.");
    }

    /** The alerts that were found so far. */
    public AlertStore alerts(Stores stores) {
        return ServiceTables.in(database(stores)).alerts();
    }

    private List<AlertSink> sinks(Installation installation) {
        List<AlertSink> sinks = new ArrayList<>();
        config.alerts().mail().ifPresent(mail -> sinks.add(new MailSink(mail, new Plots(installation.stores()))));
        config.alerts().webhook().ifPresent(webhook -> sinks.add(new Webhook(webhook, Duration.ofSeconds(1))));
        return sinks;
    }

    private static List<ForecastPublisher> publishers(
            Installation installation, Optional<MqttPublisher> mqtt, Metrics metrics) {
        List<ForecastPublisher> publishers =
                new ArrayList<>(List.of(new EventPublisher(installation.events()), new IssueNumbers(metrics)));
        mqtt.ifPresent(publishers::add);
        return publishers;
    }

    /** Asks for weather on schedule when the configuration says so; nothing is asked from outside otherwise. */
    private ServicePart weather(Installation installation) {
        return config.weather().scheduled()
                ? new Worker(
                        "weather",
                        new WeatherSchedule(
                                weatherUpdates(installation.stores()),
                                config.weather().interval(),
                                installation.forecasts()::weatherChanged))
                : ServicePart.of();
    }

    public WeatherUpdates weatherUpdates(Stores stores) {
        return new WeatherUpdates(stores, config.weather(), clock);
    }

    private TrainingPart training(Installation installation, Metrics metrics) {
        ServiceTables tables = ServiceTables.in(database(installation.stores()));
        RetrainingConfig retraining = config.retraining();
        TrainingJobs jobs = new TrainingJobs(
                tables.jobs(),
                tables.leases(),
                new ChildTraining(ChildProcess.of(config, retraining.heapMegabytes(), "train-worker")),
                new Appointments(installation.models(), tables.trials(), retraining.trial(), clock),
                retraining.lease(),
                clock);
        Stores stores = installation.stores();
        Retraining renewal = new Retraining(
                stores,
                installation.models(),
                jobs,
                tables.leases(),
                tables.trials(),
                new Rematch(stores, new HistoryReader(stores, clock), installation.models()),
                tables.audit(),
                retraining,
                clock);
        new ServiceNumbers(stores, renewal.report(), jobs, clock).bindTo(metrics);
        return new TrainingPart(jobs, renewal, installation);
    }

    /** The embedded database, which is there wherever the readings live. */
    public static SqliteDatabase database(Stores stores) {
        if (stores instanceof LayeredStores layered) {
            return database(layered.all());
        }
        if (stores instanceof SqliteStores sqlite) {
            return sqlite.database();
        }
        if (stores instanceof InfluxStores influx) {
            return influx.embedded().database();
        }
        throw new IllegalStateException("The stores at " + stores.location() + " have no embedded database.");
    }
}
