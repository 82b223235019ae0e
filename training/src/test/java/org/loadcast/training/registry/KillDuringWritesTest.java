package org.loadcast.training.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes leaves a champion that loads, whatever the moment. */
class KillDuringWritesTest {

    private static final int KILLS = 15;

    @TempDir
    private Path root;

    @Test
    void aChampionServesAfterEveryKill() throws Exception {
        var registry = ModelRegistry.open(root, List.of(new RecordingFamily()), Clock.systemUTC());
        registry.promote(registry.register(Candidates.candidate("first")), "first");
        var random = new Random(42);

        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(random.nextInt(60));

            var champion = registry.champion(Candidates.KEY).orElseThrow();
            assertThat(registry.load(champion)).isInstanceOf(RecordingFamily.Word.class);
            assertThat(registry.verify()).as("after kill %d", kill).isEmpty();
        }
        assertThat(registry.history(Candidates.KEY)).hasSizeGreaterThan(KILLS);
    }

    private void killAfter(int millis) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        KilledWriter.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(writer.inputReader().readLine()).isEqualTo("turn");
        Thread.sleep(millis); // not a measurement: it spreads the kills over the turn
        writer.destroyForcibly().waitFor();
    }
}
