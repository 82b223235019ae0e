package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.CommandRun;

class BackupCommandTest {

    private static final MeterId METER = MeterId.of("home-1");
    private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void aBackupThatWasTakenWhileTheStoreIsInUseIsRestoredWithItsReadingsAndModels() throws Exception {
        // given
        Path data = directory.resolve("data");
        Path model =
                Files.createDirectories(data.resolve("models/home-1-day-ahead")).resolve("manifest.json");
        Files.writeString(model, "{}");
        CommandRun backup;
        try (SqliteStores inUse = SqliteStores.open(data)) {
            PowerRows rows = new PowerRows();
            rows.add(METER, START.getEpochSecond(), 1.5);
            inUse.measurements().write(rows);

            // when
            backup = CommandRun.in(data, "backup", "--out", path("copy"));
        }
        CommandRun restored = CommandRun.in(directory.resolve("new"), "restore", "--from", path("copy"));

        // then
        assertThat(List.of(backup.status(), restored.status()))
                .as(backup.err() + restored.err())
                .containsOnly(0);
        assertThat(directory.resolve("new/models/home-1-day-ahead/manifest.json"))
                .hasContent("{}");
        try (SqliteStores stores = SqliteStores.open(directory.resolve("new"))) {
            assertThat(stores.measurements().latest(METER))
                    .get()
                    .satisfies(reading -> assertThat(reading.timestamp()).isEqualTo(START));
        }
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Path data = directory.resolve("data");
        SqliteStores.open(data).close();
        CommandRun.in(data, "backup", "--out", path("copy"));

        CommandRun again = CommandRun.in(data, "backup", "--out", path("copy"));
        CommandRun over = CommandRun.in(data, "restore", "--from", path("copy"));

        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("is not empty", "--out");
        assertThat(over.status()).isEqualTo(1);
        assertThat(over.err()).contains("is not empty", "--data");
    }

    @Test
    void whatIsNoStoreOrNoBackupIsRefused() {
        CommandRun nothing = CommandRun.in(directory.resolve("nowhere"), "backup", "--out", path("copy"));
        CommandRun noBackup = CommandRun.in(directory.resolve("new"), "restore", "--from", path("none"));

        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.err()).contains("There is no store in");
        assertThat(noBackup.status()).isEqualTo(1);
        assertThat(noBackup.err()).contains("There is no backup in");
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
