package org.loadcast.features.store.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.LoadAggregates;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.QueriedAggregates;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.store.sqlite.SqliteStores;

/**
 * Readings, weather and forecasts in InfluxDB; the meter directory, and whatever else an installation keeps, in the embedded
 * store of the data directory, where the outbox is too. Thread-safe.
 */
public final class InfluxStores implements Stores {

    private final InfluxConfig config;
    private final SqliteStores embedded;
    private final InfluxWriter writer;
    private final InfluxReader reader;
    private final MeasurementStore measurements;
    private final LoadAggregates aggregates;
    private final WeatherStore weather;
    private final ForecastStore forecasts;

    private InfluxStores(InfluxConfig config, SqliteStores embedded, InfluxWriter writer, InfluxReader reader) {
        this.config = config;
        this.embedded = embedded;
        this.writer = writer;
        this.reader = reader;
        this.measurements =
                new InfluxMeasurements(writer, reader, config.names().load());
        this.aggregates = new QueriedAggregates(measurements);
        this.weather = new InfluxWeather(writer, reader, config.names());
        this.forecasts = new InfluxForecasts(writer, reader, config.names());
    }

    /**
     * Opens the stores. The database need not be there: what is written waits in the outbox.
     *
     * @throws StoreException when the embedded store or the outbox in {@code dataDirectory} cannot be opened
     */
    public static InfluxStores open(Path dataDirectory, InfluxConfig config) {
        return open(dataDirectory, config, Backoff.USUAL);
    }

    static InfluxStores open(Path dataDirectory, InfluxConfig config, Backoff backoff) {
        SqliteStores embedded = SqliteStores.open(dataDirectory);
        boolean ready = false;
        try {
            Optional<Outbox> outbox = Outbox.open(dataDirectory.resolve("outbox"), config.outboxBytes());
            InfluxWriter writer = new InfluxWriter(
                    delivery(config), config.url().toString(), outbox, backoff, RandomGenerator.getDefault());
            ready = true;
            return new InfluxStores(config, embedded, writer, reader(config));
        } finally {
            if (!ready) {
                embedded.close();
            }
        }
    }

    private static Delivery delivery(InfluxConfig config) {
        return config.access() instanceof InfluxConfig.Access.V2 v2
                ? new DeliveryByV2(client(config, v2, Http.WRITE_PATIENCE), v2)
                : new DeliveryByV1(Http.client(), config);
    }

    private static InfluxReader reader(InfluxConfig config) {
        HttpClient http = Http.client();
        return config.language() == InfluxConfig.Language.FLUX && config.access() instanceof InfluxConfig.Access.V2 v2
                ? new Flux(client(config, v2, Http.READ_PATIENCE), config)
                : new InfluxQl(http, config);
    }

    private static InfluxDBClient client(InfluxConfig config, InfluxConfig.Access.V2 access, Duration patience) {
        return InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url(config.url().toString())
                .authenticateToken(access.token().toCharArray())
                .org(access.org())
                .bucket(access.bucket())
                .okHttpClient(new OkHttpClient.Builder()
                        .connectTimeout(Http.CONNECT_PATIENCE)
                        .writeTimeout(patience)
                        .readTimeout(patience))
                .build());
    }

    @Override
    public MeasurementStore measurements() {
        return measurements;
    }

    @Override
    public LoadAggregates aggregates() {
        return aggregates;
    }

    @Override
    public WeatherStore weather() {
        return weather;
    }

    @Override
    public ForecastStore forecasts() {
        return forecasts;
    }

    @Override
    public MeterDirectory meters() {
        return embedded.meters();
    }

    /** The embedded store of the same data directory. */
    public SqliteStores embedded() {
        return embedded;
    }

    /** Bytes that wait in the outbox for the database; 0 when it has everything, or another process has the outbox. */
    public long bytesWaiting() {
        return writer.bytesWaiting();
    }

    @Override
    public Optional<String> trouble() {
        return writer.trouble();
    }

    @Override
    public String location() {
        return config.url() + ", " + config.access().database();
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
        embedded.close();
    }
}
