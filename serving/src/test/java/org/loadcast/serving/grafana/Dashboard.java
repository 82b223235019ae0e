package org.loadcast.serving.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A dashboard as Grafana reads it. */
record Dashboard(Path file, JsonNode json) {

    static Dashboard read(Path file) throws IOException {
        return new Dashboard(file, new ObjectMapper().readTree(file.toFile()));
    }

    /** Those of a directory and its directories, by path. */
    static List<Dashboard> in(Path directory) throws IOException {
        List<Dashboard> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                all.add(read(file));
            }
        }
        return all;
    }

    String title() {
        return json.get("title").asText();
    }

    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        json.get("panels").forEach(panels::add);
        return panels;
    }

    @Override
    public String toString() {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }
}
