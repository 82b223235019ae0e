package org.loadcast.serving.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.serving.app.settings.LoadcastConfig;

/** What a container, a service and their neighbours are told, as far as it can be checked without running them. */
class DeploymentFilesTest {

    private static final Path DEPLOY = Path.of("../deploy");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)[^}]*}");

    @TempDir
    private Path directory;

    @Test
    void theComposeFileNamesOnlyWhatThereIs() throws IOException {
        JsonNode compose = compose();
        Set<String> services = names(compose.get("services"));

        for (JsonNode service : compose.get("services")) {
            assertThat(names(service.path("depends_on"))).isSubsetOf(services);
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":", -1)[0];
                if (source.startsWith("./")) {
                    assertThat(DEPLOY.resolve(source)).exists();
                } else {
                    assertThat(names(compose.get("volumes"))).contains(source);
                }
            }
            service.path("secrets")
                    .forEach(secret -> assertThat(names(compose.get("secrets"))).contains(secret.asText()));
        }
    }

    @Test
    void everyServiceIsPinnedHealthyByItselfAndStartedAgain() throws IOException {
        for (var service : compose().get("services").properties()) {
            JsonNode own = service.getValue();
            assertThat(own.get("image").asText()).as(service.getKey()).doesNotEndWith(":latest");
            assertThat(own.has("build") || own.get("image").asText().contains(":"))
                    .as(service.getKey())
                    .isTrue();
            assertThat(own.path("restart").asText()).as(service.getKey()).isEqualTo("unless-stopped");
            assertThat(own.has("healthcheck") || dockerfile().contains("\nHEALTHCHECK "))
                    .as(service.getKey())
                    .isTrue();
        }
    }

    @Test
    void everyVariableOfTheComposeFileIsInTheExample() throws IOException {
        String example = Files.readString(DEPLOY.resolve(".env.example"));

        Set<String> wanted = VARIABLE.matcher(Files.readString(DEPLOY.resolve("compose.yaml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(wanted)
                .isNotEmpty()
                .allMatch(name -> Pattern.compile("(?m)^#? ?" + name + "=")
                        .matcher(example)
                        .find());
    }

    @Test
    void theServiceReadsWhatItsContainerIsTold() throws IOException {
        Map<String, String> environment = new HashMap<>();
        compose()
                .at("/services/loadcast/environment")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(),
                        VARIABLE.matcher(variable.getValue().asText()).replaceAll("secret")));

        LoadcastConfig config = LoadcastConfig.read(Optional.empty(), environment, Optional.empty());

        assertThat(config.influx()).isPresent();
    }

    @Test
    void grafanaIsToldEveryVariableOfItsDataSources() throws IOException {
        Set<String> told = names(compose().at("/services/grafana/environment"));

        Set<String> asked = Pattern.compile("\\$\\{?([A-Z]+_[A-Z_]+)}?")
                .matcher(Files.readString(DEPLOY.resolve("grafana/provisioning/datasources/loadcast.yaml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(told).containsAll(asked);
    }

    @Test
    void theImageIsPinnedSmallAndNotRoot() throws IOException {
        List<String> lines = dockerfile().lines().toList();

        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.matches("FROM \\S+:\\S+( AS \\w+)?") && !line.contains(":latest"));
        assertThat(lines.stream().filter(line -> line.startsWith("USER ")))
                .hasSize(1)
                .allMatch(line -> !line.contains("root") && !line.equals("USER 0"));
        assertThat(lines.stream().filter(line -> line.startsWith("ADD "))).isEmpty();
        assertThat(dockerfile())
                .contains("--no-install-recommends", "rm -rf /var/lib/apt/lists/*", "ENTRYPOINT [", "CMD [");
    }

    @Test
    void systemdUnderstandsTheUnit() throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled("systemd-analyze"), "There is no systemd-analyze on the PATH.");
        // The program is not installed where the tests run.
        String unit = Files.readString(DEPLOY.resolve("systemd/loadcast.service"))
                .replaceFirst("(?m)^ExecStart=\\S+", "ExecStart=/bin/true");
        Path copy = Files.writeString(directory.resolve("loadcast.service"), unit);

        Process verify = new ProcessBuilder("systemd-analyze", "verify", "--man=no", copy.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(verify.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains("loadcast.service")))
                .isEmpty();
    }

    private static JsonNode compose() throws IOException {
        return new YAMLMapper().readTree(DEPLOY.resolve("compose.yaml").toFile());
    }

    private static String dockerfile() throws IOException {
        return Files.readString(DEPLOY.resolve("docker/Dockerfile"));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
