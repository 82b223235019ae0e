package org.loadcast.training.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loadcast.training.registry.Candidates.KEY;
import static org.loadcast.training.registry.Candidates.candidate;
import static org.loadcast.training.registry.Candidates.evaluation;
import static org.loadcast.training.registry.Candidates.mae;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.training.registry.Evaluation.Rival;

class ModelRegistryTest {

    private static final Instant NOW = Instant.parse("2021-01-20T11:00:00Z");

    @TempDir
    private Path root;

    private final RecordingFamily family = new RecordingFamily();
    private ModelRegistry registry;

    @BeforeEach
    void open() {
        registry = openAt(NOW);
    }

    private ModelRegistry openAt(Instant now) {
        return ModelRegistry.open(root, List.of(family), Clock.fixed(now, ZoneOffset.UTC));
    }

    private Path directoryOf(ModelVersion version) {
        return root.resolve("versions").resolve(version.id());
    }

    @Test
    void aRegisteredModelIsReadBackAsItWasWritten() {
        var registered = registry.register(candidate("hello"));

        var found = registry.find(registered.id()).orElseThrow();

        assertThat(found).isEqualTo(registered);
        assertThat(found.id()).startsWith("pid_287-day-ahead-20210120T110000Z-");
        assertThat(found.files())
                .extracting(ModelVersion.ModelFile::path)
                .containsExactly("MODEL_CARD.md", "model/deep/many.txt", "model/word.txt");
        assertThat(registry.load(found)).isEqualTo(new RecordingFamily.Word("hello"));
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void theManifestIsJsonThatPeopleAndScriptsCanRead() throws IOException {
        var version = registry.register(candidate("hello"));

        var json = new ObjectMapper()
                .readTree(directoryOf(version).resolve("manifest.json").toFile());

        assertThat(json.at("/key/kind").asText()).isEqualTo("meter");
        assertThat(json.at("/provenance/data_window/to").asText()).isEqualTo("2021-01-01T00:00:00Z");
        assertThat(json.at("/provenance/step").asText()).isEqualTo("PT15M");
        assertThat(json.at("/provenance/build/libraries/tribuo").asText()).matches("\\d.*");
        assertThat(json.at("/evaluation/model/mae_kw").asDouble()).isEqualTo(1);
        assertThat(json.at("/files/2/sha256").asText()).isEqualTo(Sha256.of("hello".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theModelCardSaysWhatThereIsToKnow() throws IOException {
        var version = registry.register(candidate("hello"));

        String card = Files.readString(directoryOf(version).resolve("MODEL_CARD.md"));

        assertThat(card)
                .contains(
                        version.id(),
                        "day-ahead",
                        "seasonal-naive",
                        "lag_PT24H, temperature_c",
                        "Seed 17",
                        "| eta | 0.05 |");
    }

    @Test
    void nothingServesBeforeItIsPromoted() {
        var version = registry.register(candidate("hello"));

        assertThat(registry.champion(KEY)).isEmpty();
        registry.promote(version, "first");
        assertThat(registry.champion(KEY)).contains(version);
        assertThat(registry.champion(ModelKey.ofGroup("pid_287", Horizon.DAY_AHEAD)))
                .isEmpty();
    }

    @Test
    void anotherProcessSeesANewChampion() {
        var first = registry.register(candidate("one"));
        registry.promote(first, "first");
        var service = openAt(NOW);
        assertThat(service.champion(KEY)).contains(first);

        var second = registry.register(candidate("two"));
        registry.promote(second, "better");

        assertThat(service.championId(KEY)).contains(second.id());
        assertThat(service.champion(KEY)).contains(second);
    }

    @Test
    void rollbackBringsThePredecessorBackAndIsRemembered() {
        var first = registry.register(candidate("one"));
        var second = registry.register(candidate("two"));
        registry.promote(first, "first");
        registry.promote(second, "better");

        var back = registry.rollback(KEY, "forecasts are off");

        assertThat(back).isEqualTo(first);
        assertThat(registry.champion(KEY)).contains(first);
        assertThat(registry.history(KEY))
                .extracting(PromotionEvent::action)
                .containsExactly("promote", "promote", "rollback");
        assertThatThrownBy(() -> registry.rollback(KEY, "again"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("no earlier champion of pid_287 day-ahead");
    }

    @Test
    void onlyABetterModelTakesTheChampionsPlace() {
        var champion = registry.register(candidate("one"));
        registry.promote(champion, "first");
        var worse = registry.register(candidate(KEY, "worse", evaluation(1.1, 2, new Rival(champion.id(), mae(1)))));
        var better = registry.register(candidate(KEY, "better", evaluation(0.9, 2, new Rival(champion.id(), mae(1)))));
        var unaware =
                registry.register(candidate(KEY, "unaware", evaluation(0.8, 2, new Rival(champion.id(), mae(1)))));

        assertThat(registry.promoteIfBetter(worse, PromotionRule.ANY_IMPROVEMENT)
                        .promote())
                .isFalse();
        assertThat(registry.promoteIfBetter(better, PromotionRule.ANY_IMPROVEMENT)
                        .promote())
                .isTrue();
        // The champion has changed since this one was evaluated.
        assertThat(registry.promoteIfBetter(unaware, PromotionRule.ANY_IMPROVEMENT)
                        .reasons())
                .anyMatch(reason -> reason.startsWith("Not compared with " + better.id()));
        assertThat(registry.champion(KEY)).contains(better);
    }

    @Test
    void aChangedFileIsRefusedBeforeTheFamilySeesIt() throws IOException {
        var version = registry.register(candidate("hello"));
        Files.writeString(directoryOf(version).resolve("model/word.txt"), "jello");

        assertThatThrownBy(() -> registry.load(version))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(version.id())
                .hasMessageContaining("model/word.txt has other content than was written");
        assertThat(family.loaded()).isEmpty();
    }

    @Test
    void missingAndExtraFilesAreRefusedAndAllAreListed() throws IOException {
        var version = registry.register(candidate("hello"));
        Files.delete(directoryOf(version).resolve("model/word.txt"));
        Files.writeString(directoryOf(version).resolve("model/plugin.so"), "?");
        Files.writeString(directoryOf(version).resolve("model/deep/many.txt"), "short");

        assertThatThrownBy(() -> registry.load(version)).isInstanceOf(RegistryException.class);
        assertThat(family.loaded()).isEmpty();
        assertThat(registry.verify())
                .extracting(Problem::what)
                .containsExactly(
                        "model/deep/many.txt has 5 bytes instead of 250000",
                        "model/word.txt is missing",
                        "model/plugin.so does not belong there");
    }

    @Test
    void aManifestThatWasEditedIsRefused() throws IOException {
        var version = registry.register(candidate("hello"));
        Path manifest = directoryOf(version).resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"seed\" : 17", "\"seed\" : 18"));

        assertThatThrownBy(() -> registry.find(version.id())).hasMessageContaining("does not have the checksum");
        assertThatThrownBy(() -> registry.promote(version, "?")).isInstanceOf(RegistryException.class);
        assertThat(registry.verify()).hasSize(1);
    }

    @Test
    void aVersionUnderAnotherNameIsRefused() throws IOException {
        var version = registry.register(candidate("hello"));
        Files.move(directoryOf(version), root.resolve("versions/other"));

        assertThatThrownBy(() -> registry.find("other")).hasMessageContaining("is that of " + version.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc", "a/../../b", "..", ".", "", "a\\b", "a\u0000b"})
    void anIdThatIsAPathIsRefused(String id) {
        assertThatThrownBy(() -> registry.find(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Model id");
    }

    @Test
    void aLinkOutOfTheRegistryIsNotFollowed(@TempDir Path outside) throws IOException {
        var version = registry.register(candidate("hello"));
        Path elsewhere = Files.move(directoryOf(version), outside.resolve(version.id()));
        Files.createSymbolicLink(directoryOf(version), elsewhere);

        assertThatThrownBy(() -> registry.load(version)).isInstanceOf(RegistryException.class);
        assertThat(family.loaded()).isEmpty();
    }

    @Test
    void aLinkInsideAVersionIsNotFollowed(@TempDir Path outside) throws IOException {
        var version = registry.register(candidate("hello"));
        Path word = directoryOf(version).resolve("model/word.txt");
        Path elsewhere = Files.move(word, outside.resolve("word.txt"));
        Files.createSymbolicLink(word, elsewhere);

        assertThatThrownBy(() -> registry.load(version)).hasMessageContaining("neither a file nor a directory");
        assertThat(family.loaded()).isEmpty();
    }

    @Test
    void aModelOfAnUnknownFamilyIsAnErrorThatNamesTheKnownOnes() {
        var version = registry.register(candidate("hello"));
        var withoutFamilies = ModelRegistry.open(root, List.of(), Clock.fixed(NOW, ZoneOffset.UTC));

        assertThatThrownBy(() -> withoutFamilies.load(version)).hasMessageContaining("No family 'recording'");
        assertThat(withoutFamilies.verify()).extracting(Problem::where).containsExactly(version.id());
        assertThatThrownBy(() -> registry.register(new Candidate(
                        KEY, Candidates.provenance("astrology"), evaluation(1, 2), new RecordingFamily.Word("x"))))
                .hasMessageContaining("there are [recording]");
    }

    @Test
    void aChampionThatCannotBeUsedIsAnErrorAndNeverAnotherModel() throws IOException {
        var version = registry.register(candidate("hello"));
        registry.promote(version, "first");
        Path pointer;
        try (Stream<Path> files = Files.list(root.resolve("champions"))) {
            pointer = files.findFirst().orElseThrow();
        }
        Files.writeString(pointer, Files.readString(pointer).substring(0, 40));

        assertThatThrownBy(() -> registry.champion(KEY)).hasMessageContaining("champion pointer");
        assertThatThrownBy(registry::readChampions).hasMessageContaining("champion pointer");
        assertThat(registry.verify())
                .extracting(Problem::where)
                .containsExactly(pointer.getFileName().toString());
    }

    @Test
    void aChampionUnderAnotherNameIsAnError() throws IOException {
        registry.promote(registry.register(candidate("hello")), "first");
        registry.readChampions();
        Path champions = root.resolve("champions");
        try (Stream<Path> files = Files.list(champions)) {
            Files.copy(files.findFirst().orElseThrow(), champions.resolve("other.json"));
        }

        assertThatThrownBy(registry::readChampions)
                .hasMessageContaining("other.json")
                .hasMessageContaining("another name");
    }

    @Test
    void pruningKeepsTheNewestTheChampionAndItsPredecessor() {
        List<ModelVersion> versions = IntStream.range(0, 6)
                .mapToObj(i -> openAt(NOW.plusSeconds(i)).register(candidate("word" + i)))
                .toList();
        for (int promoted : new int[] {0, 1, 2}) {
            registry.promote(versions.get(promoted), "better");
        }

        var deleted = registry.prune(1);

        assertThat(deleted)
                .containsExactly(
                        versions.get(0).id(),
                        versions.get(3).id(),
                        versions.get(4).id());
        assertThat(registry.list()).containsExactly(versions.get(1), versions.get(2), versions.get(5));
        assertThat(registry.rollback(KEY, "back")).isEqualTo(versions.get(1));
        assertThat(registry.verify()).isEmpty();
    }

    @Test
    void pruningClearsWhatAKilledProcessLeftADayAgo() throws IOException {
        Path leftover = Files.createDirectories(root.resolve("staging/half/model"));
        Files.writeString(leftover.resolve("part"), "?");

        registry.prune(5);
        assertThat(leftover).exists();
        openAt(Instant.now().plus(Duration.ofDays(2))).prune(5);

        assertThat(root.resolve("staging")).isEmptyDirectory();
    }

    @Test
    void manyWritersLoseNoPromotion() throws Exception {
        List<ModelVersion> versions = IntStream.range(0, 24)
                .mapToObj(i -> registry.register(candidate("word" + i)))
                .toList();
        var pool = Executors.newFixedThreadPool(4);

        // Each through a registry of its own, as several processes would.
        List<Callable<Void>> work = versions.stream()
                .<Callable<Void>>map(version -> () -> {
                    openAt(NOW).promote(version, "race");
                    return null;
                })
                .toList();
        for (var done : pool.invokeAll(work)) {
            done.get();
        }
        pool.shutdown();

        assertThat(registry.history(KEY))
                .extracting(PromotionEvent::id)
                .containsExactlyInAnyOrderElementsOf(
                        versions.stream().map(ModelVersion::id).toList());
    }
}
