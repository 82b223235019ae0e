package org.loadcast.serving.app.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loadcast.serving.app.console.CommandFailure;

/** The files of one import; null where there is none. */
public record ImportFiles(
        @Nullable Path load,
        @Nullable Path weather,
        @Nullable Path weatherForecast,
        @Nullable Path meters,
        @Nullable Path holidays) {

    /** The files of a directory that {@code loadcast simulate} wrote. */
    public static ImportFiles of(SimulationFiles files) {
        return new ImportFiles(
                files.load(), files.weather(), files.weatherForecast(), files.meters(), files.holidays());
    }

    public boolean isEmpty() {
        return all().findAny().isEmpty();
    }

    /**
     * Refuses files that cannot be read, before anything is imported.
     *
     * @throws CommandFailure for the first of them
     */
    public void requireReadable() {
        all().filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
                .findFirst()
                .ifPresent(file -> {
                    throw new CommandFailure("File " + file + " does not exist or cannot be read.");
                });
    }

    private Stream<Path> all() {
        return Stream.of(load, weather, weatherForecast, meters, holidays).filter(Objects::nonNull);
    }
}
