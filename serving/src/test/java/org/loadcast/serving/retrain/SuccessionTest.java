package org.loadcast.serving.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.api.LevelFamily;
import org.loadcast.serving.forecast.HistoryReader;
import org.loadcast.serving.forecast.Rematch;
import org.loadcast.serving.store.ServiceTables;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;

/** A meter that always takes 10 kW, and models that always say one level: the error is the distance of the level from 10. */
class SuccessionTest {

    private static final Instant START = Instant.parse("2021-06-10T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(5));
    private static final ModelKey KEY = ModelKey.ofMeter(MeterId.of("m1"), Horizon.DAY_AHEAD);

    @TempDir
    private Path directory;

    private SqliteStores stores;
    private ServiceTables tables;
    private ModelRegistry models;

    @BeforeEach
    void open() {
        stores = SqliteStores.open(directory);
        tables = ServiceTables.in(stores.database());
        models = at(START);
        stores.meters().put(Meter.builder(MeterId.of("m1")).zone(ZoneOffset.UTC).build());
        PowerRows rows = new PowerRows();
        for (Instant at = START.minus(Duration.ofDays(20)); at.isBefore(NOW); at = at.plusSeconds(900)) {
            rows.add(MeterId.of("m1"), at.getEpochSecond(), 10);
        }
        stores.measurements().write(rows);
    }

    private ModelRegistry at(Instant time) {
        return ModelRegistry.open(
                directory.resolve("models"), List.of(new LevelFamily()), Clock.fixed(time, ZoneOffset.UTC));
    }

    private Succession succession() {
        Clock now = Clock.fixed(NOW, ZoneOffset.UTC);
        return new Succession(
                stores.meters(),
                models,
                tables.trials(),
                new Rematch(stores, new HistoryReader(stores, now), models),
                tables.audit(),
                now);
    }

    private String promoted(double level) {
        String id = LevelFamily.register(models, "m1", level);
        models.promote(models.find(id).orElseThrow(), "For the test.");
        return id;
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aChallengerThatWasBetterOnLiveDataServes() {
        promoted(13);
        String challenger = LevelFamily.register(models, "m1", 11);
        tables.trials().put(new Trial("m1", "day-ahead", challenger, START, NOW));

        succession().decideTrials();

        assertThat(models.championId(KEY)).hasValue(challenger);
        assertThat(models.history(KEY).get(1).reason()).contains("MAE 1.000 kW").contains("was 3.000 kW");
        assertThat(tables.trials().all()).isEmpty();
        assertThat(tables.audit().newest(Long.MAX_VALUE, 1))
                .extracting(AuditLog.Entry::who, AuditLog.Entry::action)
                .containsExactly(tuple("retraining", "promote " + challenger));
    }

    @Test
    void aChallengerThatWasWorseOrWhoseTrialGoesOnDoesNot() {
        String champion = promoted(11);
        String worse = LevelFamily.register(models, "m1", 13);
        tables.trials().put(new Trial("m1", "day-ahead", worse, START, NOW));
        succession().decideTrials();
        String better = LevelFamily.register(models, "m1", 10);
        tables.trials().put(new Trial("m1", "day-ahead", better, START, NOW.plusSeconds(1)));
        succession().decideTrials();

        assertThat(models.championId(KEY)).hasValue(champion);
        assertThat(tables.trials().all()).extracting(Trial::model).containsExactly(better);
    }

    @Test
    void aNewChampionThatDoesWorseGivesWayToItsPredecessor() {
        String predecessor = promoted(11);
        promoted(13);

        succession().takeBack();

        assertThat(models.championId(KEY)).hasValue(predecessor);
        assertThat(models.history(KEY).get(2).action()).isEqualTo("rollback");
        succession().takeBack(); // and that is the end of it
        assertThat(models.championId(KEY)).hasValue(predecessor);
    }

    @Test
    void aNewChampionThatDoesBetterStays() {
        promoted(13);
        String better = promoted(11);

        succession().takeBack();

        assertThat(models.championId(KEY)).hasValue(better);
    }

    @Test
    void settingsAreReadAndWrongOnesAreToldTogether() {
        RetrainingConfig config = RetrainingConfig.parse(
                Map.of("schedule.all", "never", "schedule.north", "0 3 * * *", "trial", "P1D", "heap_mb", "512"));

        assertThat(config.schedule()).containsOnlyKeys("north");
        assertThat(config.trial()).isEqualTo(Duration.ofDays(1));
        assertThat(config.heapMegabytes()).isEqualTo(512);
        assertThatThrownBy(() -> RetrainingConfig.parse(Map.of("trial", "soon", "drift.ratio", "0", "often", "1")))
                .hasMessageContainingAll("retraining.trial: 'soon'", "retraining.drift.ratio: '0'", "retraining.often");
    }
}
