package org.loadcast.serving.source.tmpo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.loadcast.serving.source.PullLog.Block;
import org.loadcast.serving.source.SourceException;

/** Blocks in directories {@code SENSOR/RUN/LEVEL/START}, as a Fluksometer has them in {@code /usr/share/tmpo/sensor}. */
final class BlockDirectory implements BlockSource {

    /** Larger than any block: a level 20 with a value each second. */
    private static final long LARGEST_BYTES = 64L << 20;

    private final Path root;

    BlockDirectory(Path root) {
        this.root = root;
    }

    @Override
    public List<String> sensors() throws IOException {
        List<String> sensors = new ArrayList<>();
        for (Path directory : children(root)) {
            if (Files.isDirectory(directory) && nameOf(directory).matches("[0-9a-fA-F]{8,64}")) {
                sensors.add(nameOf(directory));
            }
        }
        if (sensors.isEmpty()) {
            throw new SourceException("Directory " + root
                    + " has no blocks of tmpo. Directories SENSOR/RUN/LEVEL with files START were expected, as in"
                    + " /usr/share/tmpo/sensor of a Fluksometer.");
        }
        return sensors;
    }

    @Override
    public List<Block> blocks(String sensor, Optional<Block> after) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path run : numbered(root.resolve(sensor))) {
            for (Path level : numbered(run)) {
                for (Path file : children(level)) {
                    String start = nameOf(file).replaceFirst("\\.gz$", "");
                    if (start.matches("\\d{1,12}") && Files.isRegularFile(file)) {
                        block(sensor, nameOf(run), nameOf(level), start).ifPresent(blocks::add);
                    }
                }
            }
        }
        return blocks;
    }

    private static Optional<Block> block(String sensor, String run, String level, String start) {
        int lvl = Integer.parseInt(level);
        boolean known = lvl == 8 || lvl == 12 || lvl == 16 || lvl == 20;
        return known
                ? Optional.of(new Block(sensor, Long.parseLong(run), lvl, Long.parseLong(start)))
                : Optional.empty();
    }

    private static List<Path> numbered(Path directory) throws IOException {
        return children(directory).stream()
                .filter(child -> nameOf(child).matches("\\d{1,9}") && Files.isDirectory(child))
                .toList();
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    @Override
    public byte[] bytes(Block block) throws IOException {
        Path plain = file(block);
        Path file = Files.isRegularFile(plain) ? plain : plain.resolveSibling(plain.getFileName() + ".gz");
        if (Files.size(file) > LARGEST_BYTES) {
            throw new SourceException("it has " + Files.size(file) + " bytes, more than any block.");
        }
        return Files.readAllBytes(file);
    }

    private Path file(Block block) {
        return root.resolve(nameOf(block));
    }

    @Override
    public String nameOf(Block block) {
        return block.sensor() + "/" + block.run() + "/" + block.level() + "/" + block.start();
    }
}
