package org.loadcast.training.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.QuickForecasters;
import org.loadcast.training.forecaster.TownHistory;

/** Every installed family on disk: what comes back forecasts the same, and what was damaged does not come back at all. */
class SavedFamiliesTest {

    private static final Instant TRAINED_UNTIL =
            TownHistory.START.plus(Duration.ofDays(60)).plus(Duration.ofHours(11));
    private static final Instant CUTOFF = TRAINED_UNTIL.plus(Duration.ofDays(3));
    private static final MeterHistory TOWN = TownHistory.history(FutureWeather.FORECAST);

    @TempDir
    private Path directory;

    static Stream<String> families() {
        return QuickForecasters.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void savedAndLoadedItForecastsTheSame(String family) throws IOException {
        FittedForecaster fitted = fit(family);
        fitted.save(directory);

        FittedForecaster loaded = QuickForecasters.family(family).load(directory);

        assertThat(forecast(loaded)).isDeepEqualTo(forecast(fitted));
    }

    @ParameterizedTest
    @MethodSource("families")
    void aFileThatSaysSomethingElseIsAnErrorAndNoUntrainedModel(String family) throws IOException {
        fit(family).save(directory);

        for (Path file : files(directory)) {
            byte[] intact = Files.readAllBytes(file);
            byte[] half = Arrays.copyOf(intact, intact.length / 2);
            for (byte[] damaged : List.of(bytes(""), bytes("{}"), bytes("[1, 2]"), bytes("trees"), half)) {
                Files.write(file, damaged);

                assertThatThrownBy(() -> QuickForecasters.family(family).load(directory))
                        .as("%s of %d bytes", file, damaged.length)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(file.getFileName().toString());
            }
            Files.write(file, intact);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void aFlippedBitInAnyFileIsRefusedBeforeTheFamilySeesIt(String family) throws IOException {
        // given: a registered model, and a family that counts how often it is asked
        CountingFamily counting = new CountingFamily(QuickForecasters.family(family));
        ModelRegistry registry = ModelRegistry.open(directory, List.of(counting), Clock.systemUTC());
        FittedForecaster fitted = fit(family);
        ModelVersion version = registry.register(new Candidate(
                Candidates.KEY,
                Candidates.provenance(QuickForecasters.family(family).name()),
                Candidates.evaluation(1, 2),
                fitted));
        Path model = directory.resolve("versions").resolve(version.id()).resolve("model");

        for (Path file : files(model)) {
            // when
            byte[] content = Files.readAllBytes(file);
            content[content.length / 2] ^= 0x10;
            Files.write(file, content);

            // then
            assertThatThrownBy(() -> registry.load(version))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining(file.getFileName().toString());
            content[content.length / 2] ^= 0x10;
            Files.write(file, content);
        }
        assertThat(counting.loads).hasValue(0);
        assertThat(forecast(registry.load(version))).isDeepEqualTo(forecast(fitted));
    }

    private record CountingFamily(ForecasterFamily family, AtomicInteger loads) implements ForecasterFamily {

        CountingFamily(ForecasterFamily family) {
            this(family, new AtomicInteger());
        }

        @Override
        public String name() {
            return family.name();
        }

        @Override
        public Forecaster forecaster(Map<String, String> parameters) {
            return family.forecaster(parameters);
        }

        @Override
        public FittedForecaster load(Path model) throws IOException {
            loads.incrementAndGet();
            return family.load(model);
        }
    }

    private static FittedForecaster fit(String family) {
        return QuickForecasters.fit(family, TOWN, TRAINED_UNTIL, TownHistory.DAY_AHEAD);
    }

    private static double[][] forecast(FittedForecaster fitted) {
        return QuickForecasters.forecast(fitted, TOWN, CUTOFF, TownHistory.DAY_AHEAD);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
