package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.CommandRun;

class SourceImportCommandTest {

    @TempDir
    private Path data;

    @TempDir
    private Path files;

    @Test
    void aFileOfOthersIsImportedByTheNameOfItsFormatAndImportingItAgainChangesNothing() throws IOException {
        // given
        Path file = write("ETTh1.csv", """
                date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT
                2016-07-01 00:00:00,5.5,2,1.5,0.25,4,1.25,30.5
                2016-07-01 01:00:00,bad,2,1.5,0.25,4,1.25,30.5
                """);

        // when
        CommandRun first = CommandRun.in(data, "import", "ett", file.toString());
        CommandRun second = CommandRun.in(data, "import", "ett", file.toString());

        // then
        assertThat(first.status()).isZero();
        assertThat(first.out())
                .contains("rejected: ETTh1.csv, line 3: HUFL 'bad'")
                .containsPattern("ett ETTh1.csv\\s+13\\s+0\\s+0\\s+1");
        assertThat(second.out()).containsPattern("ett ETTh1.csv\\s+2\\s+0\\s+11\\s+1");
        try (Stores stores = SqliteStores.open(data)) {
            assertThat(stores.meters().find(MeterId.of("ETTh1-HUFL")).map(Meter::zone))
                    .contains(ZoneId.of("Asia/Shanghai"));
            assertThat(stores.measurements()
                            .load(
                                    MeterId.of("ETTh1-LULL"),
                                    Interval.of(Instant.parse("2016-06-30T16:00:00Z"), Duration.ofHours(2)),
                                    Duration.ofHours(1))
                            .toArray())
                    .containsExactly(1.25, 1.25);
        }
    }

    @Test
    void whatIsKnownOfAMeterAlreadyIsNotOverwritten() throws IOException {
        Path meters = write("meters.csv", "meter_id,time_zone,category\nhouston-home,Europe/Madrid,mine\n");
        CommandRun.in(data, "import", "--meters", meters.toString());
        Path file = write("power.csv", "StartDate,Value (kWh),day_of_week,notes\n2016-06-13 00:00:00,1,0,\n");

        CommandRun run = CommandRun.in(data, "import", "kaggle-residential", file.toString());

        assertThat(run.status()).isZero();
        try (Stores stores = SqliteStores.open(data)) {
            assertThat(stores.meters().find(MeterId.of("houston-home")).flatMap(Meter::category))
                    .contains("mine");
        }
    }

    @Test
    void whenNoRowIsGoodTheStatusIsOne() throws IOException {
        Path file = write("history.csv", "entity_id,state,last_changed\nsensor.a,1,2024-06-01T12:00:00Z\n");

        CommandRun run = CommandRun.in(data, "import", "home-assistant", file.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("The unit of sensor.a is not told");
        assertThat(run.err()).contains("No row was good");
    }

    @Test
    void wrongUsageSaysWhatIsRight() throws IOException {
        Path file = write("x.csv", "");

        assertThat(CommandRun.in(data, "import", "ets", file.toString()))
                .returns(2, CommandRun::status)
                .extracting(CommandRun::err)
                .asString()
                .contains("There is no format 'ets'. There are: ett, green-button, home-assistant");
        assertThat(CommandRun.in(data, "import", "ett", file.toString(), "--set", "uint=MW")
                        .err())
                .contains("Format ett has no setting 'uint'. It has: only, unit.");
        assertThat(CommandRun.in(data, "import", "ett").err()).contains("Name the files of the format ett after it.");
        assertThat(CommandRun.in(data, "import", "ett", "nowhere.csv").err())
                .isEqualTo("loadcast: File nowhere.csv does not exist or cannot be read.\n");
        assertThat(CommandRun.in(data, "import", "ett", files.toString()).err())
                .contains("is a directory, and format ett reads files");
        assertThat(CommandRun.in(data, "import", "ett", file.toString(), "--zone", "Mars/North")
                        .err())
                .contains("Zone 'Mars/North' is not known");
        assertThat(CommandRun.in(data, "import", "ett", file.toString()).err()).contains("x.csv is empty");
    }

    @Test
    void formatsAreListedWithTheirSettings() {
        CommandRun run = CommandRun.in(data, "import", "--formats");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("uci-electricity", "tmpo", "--set tokens=…", "--set only=A,B");
    }

    @Test
    void missingStretchesAreListed() throws IOException {
        Path block = files.resolve("3d4e5f60718293a4/0/8/1717567488");
        Files.createDirectories(block.getParent());
        Files.write(block, new byte[] {1, 2, 3});

        CommandRun run = CommandRun.in(data, "import", "tmpo", files.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("missing of", "3d4e5f60718293a4", "2024-06-05T06:04:48Z", "2024-06-05T06:09:04Z");
        assertThat(CommandRun.in(data, "import", "--missing").out()).contains("3d4e5f60718293a4");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(files.resolve(name), content);
    }
}
