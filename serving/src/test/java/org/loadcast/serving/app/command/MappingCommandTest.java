package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.app.CommandRun;

class MappingCommandTest {

    @TempDir
    private Path directory;

    @Test
    void showsWhatAPayloadBecomes() {
        CommandRun run = run(
                "mapping",
                "try",
                "--preset",
                "tasmota",
                "--topic",
                "tele/plug/SENSOR",
                "--payload",
                "{\"ENERGY\":{\"Power\":367}}");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("meter plug: power 0.367 kW at " + CommandRun.NOW + "\n");
    }

    @Test
    void readsTheRulesOfTheConfiguration() throws IOException {
        Path config = directory.resolve("loadcast.yaml");
        Files.writeString(config, """
                mqtt:
                  mapping:
                    - zigbee2mqtt
                    - {topic: 'home/{meter}/+/power', format: number, unit: W}
                """);

        CommandRun run = run(
                "mapping", "try", "--config", config.toString(), "--topic", "home/kitchen/1/power", "--payload", "412");

        assertThat(run.out()).startsWith("meter kitchen: power 0.412 kW");
        assertThat(run("mapping", "topics", "--config", config.toString()).out())
                .contains("zigbee2mqtt/+\n", "home/+/+/power\n", "loadcast/meters/+/reading\n");
    }

    @Test
    void saysWhyAPayloadCannotBeUsed() {
        CommandRun run = run("mapping", "try", "--topic", "loadcast/meters/a/reading", "--payload", "{\"power_kw\":1}");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("The message cannot be used: timestamp is missing or not a text.");
    }

    @Test
    void tellsAllProblemsOfTheRulesAtOnce() throws IOException {
        Path config = directory.resolve("loadcast.yaml");
        Files.writeString(config, """
                mqtt:
                  mapping:
                    - preset: tasmoto
                    - {topic: home/power, format: number, unit: V}
                """);

        CommandRun run = run("mapping", "topics", "--config", config.toString());

        assertThat(run.status()).isNotZero();
        assertThat(run.err()).contains("preset 'tasmoto' is not known", "unit 'V' is not one of", "does not name");
    }

    @Test
    void anUnknownPresetIsTold() {
        CommandRun run = run("mapping", "topics", "--preset", "acme");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("There is no preset 'acme'. There are: building-csv");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.in(directory, arguments);
    }
}
