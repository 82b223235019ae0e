package org.loadcast.training.backtest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.metrics.SeasonalReference.Scale;

/** Reads a task file. */
final class TaskFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final JsonNode root;

    TaskFile(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("Task file " + file + " is not there or cannot be read.");
        }
        this.file = file.toAbsolutePath();
        try {
            this.root = JSON.readTree(file.toFile());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Task file " + file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    BacktestTask task() {
        Duration step = value("step", Duration::parse);
        return new BacktestTask(
                text("name"),
                new BacktestTask.Sources(
                        path("load").orElseThrow(() -> missing("load")),
                        path("weather"),
                        path("weather_forecast"),
                        path("meters_file").orElseThrow(() -> missing("meters_file")),
                        path("holidays")),
                meters(),
                has("history_from") ? value("history_from", Instant::parse) : Instant.MIN,
                value("train_until", Instant::parse),
                text("refit").equals("never") ? Duration.ZERO : value("refit", Duration::parse),
                cutoffs(),
                new LeadWindow(
                        value("target/offset", Duration::parse), step, value("target/length", Integer::parseInt)),
                value("future_weather", FutureWeather::parse),
                quantiles(),
                value("season", Integer::parseInt),
                has("scale") && text("scale").equals("expanding") ? Scale.EXPANDING : Scale.FIRST_CUTOFF);
    }

    private Set<MeterId> meters() {
        Set<MeterId> meters = new TreeSet<>();
        root.path("meters").forEach(node -> meters.add(MeterId.of(node.asText())));
        return meters;
    }

    private List<Instant> cutoffs() {
        Instant last = value("cutoffs/last", Instant::parse);
        Duration every = value("cutoffs/every", Duration::parse);
        List<Instant> cutoffs = new ArrayList<>();
        for (Instant at = value("cutoffs/first", Instant::parse); !at.isAfter(last); at = at.plus(every)) {
            cutoffs.add(at);
        }
        return List.copyOf(cutoffs);
    }

    private Quantiles quantiles() {
        if (!has("quantiles")) {
            return Quantiles.DECILES;
        }
        List<Double> levels = new ArrayList<>();
        root.path("quantiles").forEach(node -> levels.add(node.asDouble()));
        return Quantiles.of(levels.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private JsonNode node(String name) {
        return root.at("/" + name);
    }

    private boolean has(String name) {
        return !node(name).isMissingNode() && !node(name).isNull();
    }

    private String text(String name) {
        if (!has(name)) {
            throw missing(name);
        }
        return node(name).asText();
    }

    private <T> T value(String name, Function<String, T> parse) {
        String text = text(name);
        try {
            return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Task file " + file + ": " + name + " is '" + text + "', which cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private Optional<Path> path(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        Path path = file.resolveSibling(text(name)).normalize();
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("Task file " + file + " names " + name + " '" + text(name)
                    + "', but there is no such file. Paths are relative to the task file.");
        }
        return Optional.of(path);
    }

    private IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("Task file " + file + " lacks '" + name + "'.");
    }
}
