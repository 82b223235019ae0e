package org.loadcast.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.blend.Families;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.PromotionRule;

class FleetTrainingTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Meter LONG = Meter.builder(MeterId.of("long")).build();
    private static final Meter SHORT = Meter.builder(MeterId.of("short")).build();
    private static final Meter SILENT = Meter.builder(MeterId.of("silent")).build();

    @TempDir
    private Path directory;

    @Test
    void everyMeterGetsItsResultInOrderAndThoseWithoutHistoryAreSkipped() throws InterruptedException {
        try (Stores stores = SqliteStores.open(directory)) {
            // given: sixty days of one meter, two of another, nothing of the third
            fill(stores, LONG, 60);
            fill(stores, SHORT, 2);
            ModelRegistry registry = ModelRegistry.open(directory.resolve("models"));
            TrainingRun run = new TrainingRun(registry, Families.installed(), PromotionRule.ANY_IMPROVEMENT);
            List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
            TrainingRequest request = new TrainingRequest(
                    Horizon.DAY_AHEAD, START.plus(Duration.ofDays(60)), Set.of("similar-day"), Effort.QUICK, 1);

            // when
            List<MeterTraining> results = new FleetTraining(new StoredHistory(stores), run, 2)
                    .train(List.of(SILENT, LONG, SHORT), List.of(request), (what, done, of) -> heard.add(done));

            // then
            assertThat(results).extracting(MeterTraining::meter).containsExactly(SILENT.id(), LONG.id(), SHORT.id());
            assertThat(results.get(0))
                    .isInstanceOfSatisfying(
                            MeterTraining.Skipped.class,
                            skipped -> assertThat(skipped.reason()).contains("Meter silent has no reading before"));
            assertThat(results.get(1)).isInstanceOf(MeterTraining.Trained.class);
            assertThat(results.get(2))
                    .isInstanceOfSatisfying(
                            MeterTraining.Skipped.class,
                            skipped -> assertThat(skipped.reason()).contains("Meter short has 2 days of history"));
            assertThat(registry.list()).hasSize(1);
            assertThat(heard).contains(1, 2, 3);
        }
    }

    /** Hourly load with the shape of a day and a little noise that never repeats. */
    private static void fill(Stores stores, Meter meter, int days) {
        PowerRows rows = new PowerRows();
        for (int hour = 0; hour < 24 * days; hour++) {
            double load = 5 + Math.sin(2 * Math.PI * hour / 24) + 0.3 * Math.sin(hour * 0.7919);
            rows.add(meter.id(), START.getEpochSecond() + 3600L * hour, load);
        }
        stores.measurements().write(rows);
    }
}
