package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.app.CommandRun;

class WeatherCommandTest {

    @TempDir
    private Path directory;

    @Test
    void withoutMetersThereIsNothingToAskFor() throws IOException {
        importMeters("meter_id,time_zone\nhome,Europe/Madrid\n");

        CommandRun run = CommandRun.in(directory, "weather", "update");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("No meter has a weather location or a place.");
    }

    @Test
    void aServerThatIsAwayIsToldByPlace() throws IOException {
        importMeters("meter_id,time_zone,latitude,longitude,weather_locations\nhome,Europe/Madrid,41.65,-0.89,roof\n");
        Path config = directory.resolve("loadcast.yaml");
        Files.writeString(config, "weather:\n  url: http://127.0.0.1:" + unusedPort() + "/v1/forecast\n");

        CommandRun run = CommandRun.in(directory, "weather", "update", "--config", config.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("roof: http://127.0.0.1:", "cannot be reached");
    }

    @Test
    void aSpanThatRunsBackwardsIsWrongUsage() {
        CommandRun run = CommandRun.in(directory, "weather", "history", "--from", "2024-06-01", "--to", "2024-05-01");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("From 2024-06-01 to 2024-05-01 is no span of past days.");
    }

    private void importMeters(String csv) throws IOException {
        Path meters = directory.resolve("meters.csv");
        Files.writeString(meters, csv);
        assertThat(CommandRun.in(directory, "import", "--meters", meters.toString())
                        .status())
                .isZero();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
