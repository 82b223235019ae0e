package org.loadcast.features.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.BulkLoad;
import org.loadcast.features.store.ChildJvm;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.PowerRows;

/** What is acknowledged outlives {@code kill -9}, and another process may read meanwhile. */
class SqliteCrashTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int METERS = 50;
    private static final int BATCH_ROWS = 5_000;

    @TempDir
    private Path directory;

    private static MeterId meter(int index) {
        return MeterId.of("m" + index);
    }

    /** Writes batches of an import for ever, a line for each one that is durable; the rows by meter, 10,000 each. */
    static final class Importer {
        public static void main(String[] arguments) {
            try (SqliteStores stores = SqliteStores.open(Path.of(arguments[0]))) {
                PowerRows rows = new PowerRows();
                for (int row = 0; ; row++) {
                    rows.add(meter(row / 10_000), START.getEpochSecond() + 60L * (row % 10_000), row);
                    if (rows.size() == BATCH_ROWS) {
                        stores.measurements().write(rows);
                        rows.clear();
                        System.out.println(row + 1);
                    }
                }
            }
        }
    }

    /** Writes a reading of every meter for every quarter of an hour, a line for each batch that is durable. */
    static final class LiveWriter {
        public static void main(String[] arguments) {
            try (SqliteStores stores = SqliteStores.open(Path.of(arguments[0]))) {
                for (int step = 0; ; step++) {
                    List<Reading> batch = new ArrayList<>();
                    for (int i = 0; i < METERS; i++) {
                        batch.add(new Reading.Power(meter(i), START.plus(QUARTER.multipliedBy(step)), i + step));
                    }
                    stores.measurements().write(batch);
                    System.out.println(step + 1);
                }
            }
        }
    }

    /** Prints how many readings it sees. */
    static final class Reader {
        public static void main(String[] arguments) {
            try (SqliteStores stores = SqliteStores.open(Path.of(arguments[0]))) {
                Interval all = Interval.of(START, Duration.ofDays(365));
                System.out.println(stores.measurements().readings(meter(0), all).size());
            }
        }
    }

    /** The child prints the number of rows so far; reads {@code batches} lines, kills it, and gives the last number. */
    private int killAfter(Class<?> main, int batches) throws Exception {
        try (ChildJvm child = ChildJvm.start(main, directory.toString())) {
            String last = "0";
            for (int i = 0; i < batches; i++) {
                last = child.line();
            }
            List<String> unread = child.kill();
            return Integer.parseInt(unread.isEmpty() ? last : unread.get(unread.size() - 1));
        }
    }

    @Test
    void everyAcknowledgedRowOfAnImportOutlivesAKill() throws Exception {
        // when
        int acknowledged = killAfter(Importer.class, 20);

        // then
        try (SqliteStores stores = SqliteStores.open(directory)) {
            assertThat(stores.integrityProblems()).isEmpty();
            int row = 0;
            for (int meter = 0; row < acknowledged; meter++) {
                List<Reading> readings =
                        stores.measurements().readings(meter(meter), Interval.of(START, Duration.ofDays(30)));
                for (int i = 0; i < 10_000 && row < acknowledged; i++, row++) {
                    assertThat(readings.get(i))
                            .isEqualTo(new Reading.Power(meter(meter), START.plusSeconds(60L * i), row));
                }
            }
        }
    }

    @Test
    void anImportThatWasKilledIsFinishedByRunningItAgain() throws Exception {
        // given
        int acknowledged = killAfter(Importer.class, 3);

        // when
        try (SqliteStores stores = SqliteStores.open(directory)) {
            BulkLoad load = new BulkLoad(stores.measurements(), counts -> {});
            for (int row = 0; row < acknowledged + 1; row++) {
                load.add(meter(row / 10_000), START.getEpochSecond() + 60L * (row % 10_000), row);
            }

            // then
            assertThat(load.finish().unchanged()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(stores.integrityProblems()).isEmpty();
        }
    }

    @Test
    void everyAcknowledgedLiveBatchOutlivesAKillWholeAndInTheRollUp() throws Exception {
        // when
        int acknowledged = killAfter(LiveWriter.class, 40);

        // then
        try (SqliteStores stores = SqliteStores.open(directory)) {
            MeasurementStore measurements = stores.measurements();
            assertThat(stores.integrityProblems()).isEmpty();
            Interval acknowledgedTime = Interval.of(START, QUARTER.multipliedBy(acknowledged));
            for (int i = 0; i < METERS; i++) {
                double[] load =
                        measurements.load(meter(i), acknowledgedTime, QUARTER).toArray();
                for (int step = 0; step < acknowledged; step++) {
                    assertThat(load[step]).isEqualTo(i + step);
                }
            }
        }
    }

    @Test
    void twoProcessesWriteInTurn() throws Exception {
        try (ChildJvm child = ChildJvm.start(LiveWriter.class, directory.toString());
                SqliteStores stores = SqliteStores.open(directory)) {
            for (int i = 0; i < 20; i++) {
                // given a batch of the other process
                child.line();

                // when
                MeterId mine = MeterId.of("mine" + i);
                stores.measurements().write(List.of(new Reading.Power(mine, START, i)));

                // then
                assertThat(stores.measurements().latest(mine)).contains(new Reading.Power(mine, START, i));
            }
            child.kill();
            assertThat(stores.integrityProblems()).isEmpty();
        }
    }

    @Test
    void anotherProcessReadsWhileThisOneWrites() throws Exception {
        try (SqliteStores stores = SqliteStores.open(directory)) {
            // given a committed reading, and a transaction that is not finished
            stores.measurements().write(List.of(new Reading.Power(meter(0), START, 1)));
            String seen = stores.database().write("Writing for long", connection -> {
                try (var insert = connection.prepareStatement("INSERT INTO power VALUES (?, 1, 2)")) {
                    insert.setLong(1, START.getEpochSecond() + 900);
                    insert.executeUpdate();
                }

                // when
                return linesOfReader();
            });

            // then
            assertThat(seen).isEqualTo("1");
        }
    }

    private String linesOfReader() {
        try (ChildJvm reader = ChildJvm.start(Reader.class, directory.toString())) {
            return reader.line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
