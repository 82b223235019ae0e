package org.loadcast.serving.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.store.influx.InfluxConfig;

class LoadcastConfigTest {

    @TempDir
    private Path directory;

    @Test
    void withoutAFileEverythingHasADefault() {
        LoadcastConfig config = LoadcastConfig.read(Optional.empty(), Map.of(), Optional.empty());

        assertThat(config.data()).isEqualTo(Path.of("data"));
        assertThat(config.server().host()).isEqualTo("127.0.0.1");
        assertThat(config.server().port()).isEqualTo(7070);
    }

    @Test
    void theEnvironmentGoesOverTheFileAndTheCommandLineOverBoth() throws IOException {
        // given
        Path file = Files.writeString(
                directory.resolve("c.yaml"), "data: /from/file\nserver:\n  port: 8000\ntraining:\n  threads: 3\n");

        // when
        LoadcastConfig config = LoadcastConfig.read(
                Optional.of(file),
                Map.of("LOADCAST_SERVER_PORT", "9000", "LOADCAST_DATA", "/from/environment"),
                Optional.of(Path.of("/from/command/line")));

        // then
        assertThat(config.data()).isEqualTo(Path.of("/from/command/line"));
        assertThat(config.server().port()).isEqualTo(9000);
        assertThat(config.threads()).isEqualTo(3);
    }

    @Test
    void aMessageNamesTheVariableThatWasWrong() {
        assertThatThrownBy(() -> LoadcastConfig.read(
                        Optional.empty(), Map.of("LOADCAST_TRAINING_THREADS", "0"), Optional.empty()))
                .hasMessageContaining("training.threads is '0' (LOADCAST_TRAINING_THREADS)");
    }

    @Test
    void aFileThatIsNoYamlIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), "data: [");

        assertThatThrownBy(() -> LoadcastConfig.read(Optional.of(file), Map.of(), Optional.empty()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("not valid YAML");
    }

    @Test
    void anEmptyFileSetsNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), "");

        assertThat(LoadcastConfig.read(Optional.of(file), Map.of(), Optional.empty())
                        .server()
                        .port())
                .isEqualTo(7070);
    }

    @Test
    void influxIsReadAsAGroupWithItsTokenFromTheEnvironment() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("c.yaml"), """
                influx:
                  url: http://db:8086
                  org: home
                  bucket: energy
                  names:
                    load:
                      fields:
                        power_kw: value
                """);

        // when
        LoadcastConfig config =
                LoadcastConfig.read(Optional.of(file), Map.of("LOADCAST_INFLUX_TOKEN", "secret"), Optional.empty());

        // then
        InfluxConfig influx = config.influx().orElseThrow();
        assertThat(influx.access()).isEqualTo(new InfluxConfig.Access.V2("home", "energy", "secret"));
        assertThat(influx.names().load().fields()).containsExactly(Map.entry("power_kw", "value"));
    }

    @Test
    void wrongSettingsOfInfluxAreToldWithTheOthers() {
        assertThatThrownBy(() -> LoadcastConfig.read(
                        Optional.empty(),
                        Map.of("LOADCAST_INFLUX_URL", "db", "LOADCAST_SERVER_PORT", "many"),
                        Optional.empty()))
                .hasMessageContaining("server.port is 'many'")
                .hasMessageContaining("The settings of influx have 4 errors")
                .hasMessageContaining("token is missing");
    }
}
