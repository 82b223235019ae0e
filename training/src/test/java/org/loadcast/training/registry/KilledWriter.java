package org.loadcast.training.registry;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A training process that never rests: registers, promotes, rolls back and prunes until it is killed. */
final class KilledWriter {

    private KilledWriter() {}

    public static void main(String[] arguments) {
        var registry = ModelRegistry.open(Path.of(arguments[0]), List.of(new RecordingFamily()), Clock.systemUTC());
        for (long turn = System.nanoTime(); ; turn++) {
            var version = registry.register(Candidates.candidate("word" + turn));
            registry.promote(version, "turn " + turn);
            if (turn % 3 == 0) {
                registry.rollback(Candidates.KEY, "turn " + turn);
            }
            registry.prune(2);
            System.out.println("turn"); // the test waits for the first
        }
    }
}
