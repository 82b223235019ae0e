package org.loadcast.serving.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.HistoryReader;
import org.loadcast.serving.forecast.ModelSource;

class ForecastIssuerTest {

    private static final Instant NOW = Instant.parse("2021-06-16T11:00:01Z");

    @TempDir
    private Path directory;

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final List<IssueRound> published = new ArrayList<>();
    private Stores stores;
    private ForecastService forecasts;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
        forecasts = new ForecastService(stores, new HistoryReader(stores, clock), ModelSource.none(), clock);
    }

    @AfterEach
    void close() {
        forecasts.close();
        stores.close();
    }

    @Test
    void theForecastsOfAllMetersAreStoredAndPublished() {
        addLoad("m1");
        addLoad("m2");

        try (ForecastIssuer issuer = new ForecastIssuer(forecasts, List.of(published::add), 2)) {
            issuer.issue(stores.meters().all(), Horizon.QUARTER_HOUR, NOW);
        }

        assertThat(published).hasSize(1);
        assertThat(published.get(0).forecasts()).extracting(Forecast::meter).containsExactly(id("m1"), id("m2"));
        assertThat(stores.forecasts().latest(id("m2"), "quarter-hour"))
                .contains(published.get(0).forecasts().get(1));
    }

    @Test
    void aMeterWithoutHistoryIsRefusedAndHarmsNobody() {
        addLoad("m1");
        stores.meters().put(Meter.builder(id("empty")).zone(ZoneOffset.UTC).build());

        try (ForecastIssuer issuer = new ForecastIssuer(forecasts, List.of(published::add), 2)) {
            IssueRound round = issuer.issue(stores.meters().all(), Horizon.DAY_AHEAD, NOW);

            assertThat(round.forecasts()).extracting(Forecast::meter).containsExactly(id("m1"));
            assertThat(round.refused()).extracting(IssueRound.Refused::meter).containsExactly(id("empty"));
        }
    }

    @Test
    void aPublisherThatFailsDoesNotKeepTheOthersFromTelling() {
        addLoad("m1");
        ForecastPublisher broken = round -> {
            throw new IllegalStateException("The broker is away.");
        };

        try (ForecastIssuer issuer = new ForecastIssuer(forecasts, List.of(broken, published::add), 1)) {
            issuer.issue(stores.meters().all(), Horizon.QUARTER_HOUR, NOW);
        }

        assertThat(published).hasSize(1);
    }

    @Test
    void theClockIssuesWhatIsDueAtItsStart() throws InterruptedException {
        addLoad("m1");

        try (ForecastIssuer issuer = new ForecastIssuer(forecasts, List.of(), 1);
                IssueClock rounds = new IssueClock(issuer, stores, IssueConfig.USUAL, clock)) {
            rounds.start();
            awaitForecast("quarter-hour");
            awaitForecast("day-ahead");
        }
    }

    private void awaitForecast(String horizon) throws InterruptedException {
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (stores.forecasts().latest(id("m1"), horizon).isEmpty()) {
            assertThat(System.nanoTime()).as("waiting for " + horizon).isLessThan(patience);
            Thread.sleep(20);
        }
    }

    private void addLoad(String meter) {
        stores.meters().put(Meter.builder(id(meter)).zone(ZoneOffset.UTC).build());
        PowerRows rows = new PowerRows();
        long end = Instant.parse("2021-06-16T11:00:00Z").getEpochSecond();
        for (long at = end - Duration.ofDays(20).toSeconds(); at < end; at += 900) {
            rows.add(id(meter), at, (int) (at / 3600 % 24));
        }
        stores.measurements().write(rows);
    }

    private static MeterId id(String meter) {
        return MeterId.of(meter);
    }
}
