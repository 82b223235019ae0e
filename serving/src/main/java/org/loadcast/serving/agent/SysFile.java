package org.loadcast.serving.agent;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Small files of the kernel's {@code /sys}. */
final class SysFile {

    private SysFile() {}

    /** The text of a file; empty when it is not there, or the device says nothing at the moment. */
    static Optional<String> text(Path file) throws AccessDeniedException {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (IOException nothing) {
            return Optional.empty();
        }
    }

    /** The whole number in a file; empty when there is none. */
    static OptionalLong number(Path file) throws AccessDeniedException {
        String text = text(file).orElse("");
        return text.matches("-?\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The entries of a directory by name; none when it is not there. */
    static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
