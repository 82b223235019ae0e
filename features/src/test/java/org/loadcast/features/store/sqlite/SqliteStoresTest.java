package org.loadcast.features.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.WriteCounts;

class SqliteStoresTest {

    private static final MeterId METER = MeterId.of("M-17");
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

    @TempDir
    private Path directory;

    private static PowerRows rows(double... kilowatts) {
        PowerRows rows = new PowerRows();
        for (int i = 0; i < kilowatts.length; i++) {
            rows.add(METER, START.getEpochSecond() + 900L * i, kilowatts[i]);
        }
        return rows;
    }

    @Test
    void rowsAreCountedAsAddedReplacedOrUnchanged() {
        try (SqliteStores stores = SqliteStores.open(directory)) {
            // given
            stores.measurements().write(rows(1, 2, 3));

            // when
            WriteCounts counts = stores.measurements().write(rows(1, 20, 3, 4));

            // then
            assertThat(counts).isEqualTo(new WriteCounts(1, 1, 2));
            assertThat(stores.integrityProblems()).isEmpty();
        }
    }

    @Test
    void ofTwoRowsOfOneSecondTheLaterStandsAndIsCountedAsReplacing() {
        try (SqliteStores stores = SqliteStores.open(directory)) {
            // given
            PowerRows rows = rows(1, 2);
            rows.add(METER, START.getEpochSecond(), 5);

            // when
            WriteCounts counts = stores.measurements().write(rows);

            // then
            assertThat(counts).isEqualTo(new WriteCounts(2, 1, 0));
            assertThat(stores.integrityProblems()).isEmpty();
            assertThat(stores.measurements()
                            .load(METER, Interval.of(START, Duration.ofMinutes(30)), Duration.ofMinutes(15))
                            .toArray())
                    .containsExactly(5, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 60, 300, 600, 900, 1800, 7})
    void theRollUpSaysTheSameAsTheReadingsWhateverTheirOrder(int stepSeconds) {
        // given readings of six hours in random order, a tenth of them missing, another tenth corrected later
        Random random = new Random(stepSeconds);
        List<Reading.Power> readings = new ArrayList<>();
        for (int second = 0; second < 6 * 3600; second += stepSeconds) {
            if (random.nextInt(10) > 0) {
                readings.add(new Reading.Power(METER, START.plusSeconds(second), random.nextDouble()));
            }
        }
        Collections.shuffle(readings, random);

        try (SqliteStores stores = SqliteStores.open(directory)) {
            // when
            for (int from = 0; from < readings.size(); from += 100) {
                stores.measurements().write(readings.subList(from, Math.min(from + 100, readings.size())));
            }
            for (int i = 0; i < readings.size(); i += 10) {
                stores.measurements()
                        .write(List.of(new Reading.Power(METER, readings.get(i).timestamp(), 2)));
            }

            // then
            assertThat(stores.integrityProblems()).isEmpty();
            assertThat(stores.measurements().readings(METER, Interval.of(START, Duration.ofDays(1))))
                    .hasSize(readings.size());
        }
    }

    @Test
    void hoursFromTheRollUpAreTheMeansOfTheirMinutes() {
        try (SqliteStores stores = SqliteStores.open(directory)) {
            // given minutes 0, 1, ... kW over a day
            List<Reading> minutes = new ArrayList<>();
            for (int minute = 0; minute < 1440; minute++) {
                minutes.add(new Reading.Power(METER, START.plusSeconds(60L * minute), minute));
            }
            stores.measurements().write(minutes);

            // when
            double[] hours = stores.measurements()
                    .load(METER, Interval.of(START, Duration.ofDays(1)), Duration.ofHours(1))
                    .toArray();

            // then hour h holds the minutes 60 h to 60 h + 59, whose mean is 60 h + 29.5
            for (int hour = 0; hour < 24; hour++) {
                assertThat(hours[hour]).isCloseTo(60 * hour + 29.5, within(1e-9));
            }
        }
    }

    @Test
    void aRollUpThatDiffersFromItsReadingsIsFound() {
        try (SqliteStores stores = SqliteStores.open(directory)) {
            // given
            stores.measurements().write(rows(1, 2, 3));
            stores.database().write("Spoiling", connection -> {
                try (var update = connection.createStatement()) {
                    return update.executeUpdate("UPDATE quarter_hour SET kw_sum = 9 WHERE kw_sum = 2");
                }
            });

            // when
            List<String> problems = stores.integrityProblems();

            // then
            assertThat(problems).hasSize(1);
            assertThat(problems.get(0)).contains("2024-03-01T00:15:00Z holds 9.0 kW in 1 readings");
        }
    }

    @Test
    void aBackupMadeInUseHoldsEverythingAndReplacesAnOlderOne() throws IOException {
        Path backup = directory.resolve("backup").resolve(SqliteStores.FILE_NAME);
        try (SqliteStores stores = SqliteStores.open(directory)) {
            // given
            stores.measurements().write(rows(1, 2));
            stores.backup(backup);
            stores.measurements().write(rows(1, 2, 3));

            // when
            stores.backup(backup);
            stores.measurements().write(rows(1, 2, 3, 4));
        }

        // then
        try (SqliteStores copy = SqliteStores.open(backup.getParent())) {
            assertThat(copy.integrityProblems()).isEmpty();
            assertThat(copy.measurements().readings(METER, Interval.of(START, Duration.ofDays(1))))
                    .hasSize(3);
        }
        try (var files = Files.list(backup.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void aFailedTransactionLeavesNoTrace() {
        try (SqliteStores stores = SqliteStores.open(directory)) {
            // when
            assertThatThrownBy(() -> stores.database().write("Storing half", connection -> {
                        try (var insert = connection.createStatement()) {
                            insert.executeUpdate("INSERT INTO holiday VALUES ('2024-12-25', 'Christmas')");
                        }
                        throw new SQLException("stopped");
                    }))
                    // then
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Storing half")
                    .hasMessageContaining("stopped");
            assertThat(stores.meters().holidays()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedWithARemedy() throws IOException {
        // given
        Files.writeString(directory.resolve(SqliteStores.FILE_NAME), "timestamp,meter_id,load_kw\n".repeat(100));

        // then
        assertThatThrownBy(() -> SqliteStores.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(SqliteStores.FILE_NAME)
                .hasMessageContaining("restore a backup");
    }

    @Test
    void aStoreOfANewerVersionIsRefused() {
        // given
        try (SqliteStores stores = SqliteStores.open(directory)) {
            stores.database()
                    .migrate("elsewhere", List.of("CREATE TABLE one (a INTEGER)", "CREATE TABLE two (a INTEGER)"));

            // then
            assertThatThrownBy(() -> stores.database().migrate("elsewhere", List.of("CREATE TABLE one (a INTEGER)")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("version 2 of elsewhere, this Loadcast knows 1");
        }
    }

    @Test
    void aMigrationRunsOnceAndOnlyTheNewOnesLater() {
        // given
        String first = "CREATE TABLE one (a INTEGER); INSERT INTO one VALUES (1);";
        try (SqliteStores stores = SqliteStores.open(directory)) {
            stores.database().migrate("elsewhere", List.of(first));
        }

        // when
        try (SqliteStores stores = SqliteStores.open(directory)) {
            stores.database().migrate("elsewhere", List.of(first, "INSERT INTO one VALUES (2)"));

            // then
            int sum = stores.database().read("Summing", connection -> {
                try (var select = connection.createStatement();
                        var row = select.executeQuery("SELECT sum(a) FROM one")) {
                    row.next();
                    return row.getInt(1);
                }
            });
            assertThat(sum).isEqualTo(3);
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        // given
        SqliteStores stores = SqliteStores.open(directory);
        stores.close();

        // then
        assertThatThrownBy(() -> stores.measurements().meters())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> stores.measurements().write(rows(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
    }
}
