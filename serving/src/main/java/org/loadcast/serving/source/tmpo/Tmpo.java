package org.loadcast.serving.source.tmpo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.loadcast.serving.source.SourceException;
import org.loadcast.serving.source.SourceFormat;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/** Flukso's tmpo, from a directory or Flukso's API. */
public final class Tmpo implements SourceFormat {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "tmpo";
    }

    @Override
    public String description() {
        return "Flukso tmpo blocks, synchronised from a directory, or from https://api.flukso.net";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "tokens", "file with a line SENSOR TOKEN for each sensor, for the API",
                "ca", "PEM file with the certificate to trust, for the API (Flukso signs its own)",
                "unit", "of sensors whose blocks do not tell: Wh",
                "generation", "sensors that measure generation, with commas between them",
                "again", "true to read blocks that are stored already once more");
    }

    @Override
    public boolean readsPlaces() {
        return true;
    }

    @Override
    public void read(SourceLocation source, SourceSettings settings, SourceSink sink) throws IOException {
        BlockSource blocks = source.address().isPresent()
                ? api(source.address().get(), settings)
                : new BlockDirectory(source.path());
        TmpoSync sync = new TmpoSync(blocks, settings, sink);
        for (String sensor : blocks.sensors()) {
            if (settings.wants(sensor)) {
                sync.sync(sensor);
            }
        }
    }

    private static BlockSource api(URI base, SourceSettings settings) throws IOException {
        String file = settings.text("tokens")
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "Flukso's API wants a token for each sensor. Add --set tokens=FILE, a file with lines SENSOR TOKEN."));
        Map<String, String> tokens = new TreeMap<>();
        int number = 0;
        for (String line : Files.readAllLines(Path.of(file))) {
            number++;
            String[] parts = line.strip().split("\\s+", -1);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (parts.length != 2 || !parts[0].matches("[0-9a-fA-F]{8,64}")) {
                throw new SourceException("Line " + number + " of " + file + " is not of the form SENSOR TOKEN.");
            }
            tokens.put(parts[0], parts[1]);
        }
        Optional<Path> authority = settings.text("ca").map(Path::of);
        return FluksoApi.at(base, tokens, authority, PAUSE);
    }
}
