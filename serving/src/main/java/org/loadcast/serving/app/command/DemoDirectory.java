package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.files.SimulationFiles;

/**
 * The directory of a demo: made fresh every time, and never one that holds anything else.
 *
 * @param path where it is
 */
record DemoDirectory(Path path) {

    private static final String MARKER = "this-is-a-loadcast-demo.txt";

    /**
     * Makes the directory; what an earlier demo left in it goes.
     *
     * @throws CommandFailure when it holds what no demo has made
     */
    static DemoDirectory fresh(Path path) throws IOException {
        if (Files.exists(path)) {
            requireDemo(path);
            delete(path);
        }
        Files.createDirectories(path);
        Files.writeString(path.resolve(MARKER), "Made by loadcast demo. The next demo deletes this directory.\n");
        return new DemoDirectory(path);
    }

    private static void requireDemo(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new CommandFailure(path + " is a file. Name a new directory for the demo with --data.");
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent() && !Files.exists(path.resolve(MARKER))) {
                throw new CommandFailure(path + " holds data that no demo has made, so the demo leaves it alone."
                        + " Name a new directory with --data.");
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    /** The simulated files. */
    SimulationFiles files() {
        return new SimulationFiles(path.resolve("files"));
    }

    /** The task of the backtest. */
    Path task() {
        return path.resolve("backtest-task.json");
    }

    /** The outcome of the backtest. */
    Path backtest() {
        return path.resolve("backtest");
    }
}
