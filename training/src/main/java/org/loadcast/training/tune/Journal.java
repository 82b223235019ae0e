package org.loadcast.training.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** The scores of a search, one JSON object a line; a line that a kill has cut short is dropped. */
final class Journal {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<String, Double> scores = new HashMap<>();

    private Journal(Path file) {
        this.file = file;
    }

    /**
     * One score.
     *
     * @param candidate number in the order of the seed
     * @param fold number of the validation fold
     * @param parameters for people; the seed draws them again
     * @param maeKw mean absolute error on the fold
     */
    record Entry(String family, int candidate, int fold, SortedMap<String, String> parameters, double maeKw) {

        private String key() {
            return family + " " + candidate + " " + fold;
        }
    }

    /** Opens the journal {@code file}, making it where there is none. */
    static Journal open(Path file) {
        Journal journal = new Journal(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            List<String> whole = new ArrayList<>();
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    if (journal.take(line)) {
                        whole.add(line);
                    }
                }
            }
            Files.write(file, whole);
            return journal;
        } catch (IOException failed) {
            throw new UncheckedIOException("Tuning journal " + file + " cannot be read or written.", failed);
        }
    }

    private boolean take(String line) {
        try {
            Entry entry = JSON.readValue(line, Entry.class);
            scores.put(entry.key(), entry.maeKw());
            return true;
        } catch (JsonProcessingException cutShort) {
            return false;
        }
    }

    /** A score that is already known. */
    OptionalDouble score(String family, int candidate, int fold) {
        Double known = scores.get(family + " " + candidate + " " + fold);
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }

    /** Writes a score down, at once. */
    void add(Entry entry) {
        scores.put(entry.key(), entry.maeKw());
        try {
            Files.writeString(file, JSON.writeValueAsString(entry) + "\n", StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("Tuning journal " + file + " cannot be written.", failed);
        }
    }

    /** Number of scores. */
    int size() {
        return scores.size();
    }
}
