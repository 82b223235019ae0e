package org.loadcast.training.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;

/** A family whose model is a word, spread over two files; it remembers which directories it was asked to read. */
final class RecordingFamily implements ForecasterFamily {

    static final String NAME = "recording";

    private final List<Path> loaded = new ArrayList<>();

    /** A model that has learned one word. */
    record Word(String text) implements FittedForecaster {

        @Override
        public double[][] forecast(ForecastContext context) {
            return new double[context.target().length()][1];
        }

        @Override
        public void save(Path directory) throws IOException {
            Files.writeString(directory.resolve("word.txt"), text);
            Files.writeString(
                    Files.createDirectory(directory.resolve("deep")).resolve("many.txt"), text.repeat(50_000));
        }
    }

    List<Path> loaded() {
        return List.copyOf(loaded);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Forecaster forecaster(Map<String, String> parameters) {
        return (set, options) -> new Word("fitted");
    }

    @Override
    public FittedForecaster load(Path directory) throws IOException {
        loaded.add(directory);
        String text = Files.readString(directory.resolve("word.txt"));
        if (!Files.readString(directory.resolve("deep/many.txt")).equals(text.repeat(50_000))) {
            throw new IOException("The two files of the word in " + directory + " differ.");
        }
        return new Word(text);
    }
}
