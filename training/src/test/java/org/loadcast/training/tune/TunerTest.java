package org.loadcast.training.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.training.blend.Families;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.TownHistory;
import org.loadcast.training.forecaster.TrainingSet;

class TunerTest {

    private static final Instant UNTIL =
            TownHistory.START.plus(Duration.ofDays(70)).plus(Duration.ofHours(11));

    @TempDir
    private Path journals;

    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"boosting", "linear", "mlp"})
    void everyCandidateIsAcceptedByItsFamily(String family) {
        SearchSpace space = SearchSpace.of(family).orElseThrow();

        assertThat(space.candidate(0, 1)).isEmpty();
        for (int number = 1; number < 100; number++) {
            Families.installed().get(family).forecaster(space.candidate(number, 1));
            assertThat(space.candidate(number, 1)).isEqualTo(space.candidate(number, 1));
        }
    }

    @Test
    void aSearchGoesOnWhereItWasKilled() throws IOException {
        // given: a search of a second, whose journal's last line is cut short
        tune(Duration.ofSeconds(1));
        Path journal = journal();
        List<String> before = Files.readAllLines(journal);
        Files.writeString(journal, "{\"family\":\"lin", StandardOpenOption.APPEND);

        // when
        told.clear();
        Tuned tuned = tune(Duration.ofSeconds(1));

        // then: nothing that was scored is scored again
        List<String> after = Files.readAllLines(journal);
        assertThat(before).isNotEmpty();
        assertThat(after).startsWith(before.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(told).hasSize(after.size() - before.size());
        assertThat(tuned.facts()).containsEntry("tune.scores", String.valueOf(after.size()));
    }

    @Test
    void whatIsFoundBeatsTheDefaultsOnValidationDays() {
        Tuned tuned = tune(Duration.ofSeconds(3));

        assertThat(tuned.facts()).containsKeys("tune.budget", "tune.linear.defaults");
        assertThat(tuned.members())
                .allSatisfy(member -> assertThat(member.name()).isEqualTo("linear-tuned"));
        assertThat(tuned.facts().containsKey("tune.linear"))
                .isEqualTo(!tuned.members().isEmpty());
    }

    @Test
    void noTimeIsAnError() {
        assertThatThrownBy(() -> new TuningPlan(Duration.ZERO, journals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT10M");
    }

    private Tuned tune(Duration budget) {
        List<Instant> cutoffs = IntStream.rangeClosed(14, 69)
                .mapToObj(day -> TownHistory.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(11)))
                .toList();
        TrainingSet set =
                new TrainingSet(TownHistory.history(FutureWeather.ACTUAL).asOf(UNTIL), TownHistory.DAY_AHEAD, cutoffs);
        FitOptions options = new FitOptions(
                Quantiles.of(0.1, 0.5, 0.9), 1, Duration.ofMinutes(1), (what, done, of) -> told.add(what));
        return new Tuner(Families.installed(), new TuningPlan(budget, journals)).tune(set, Set.of("linear"), options);
    }

    private Path journal() throws IOException {
        try (Stream<Path> files = Files.list(journals)) {
            return files.findFirst().orElseThrow();
        }
    }
}
