package org.loadcast.serving.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.registry.BuildVersions;
import org.loadcast.training.registry.Candidate;
import org.loadcast.training.registry.Evaluation;
import org.loadcast.training.registry.Figures;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.Provenance;

/** A family whose model says one level for all times, with 1 kW of doubt on both sides. */
public final class LevelFamily implements ForecasterFamily {

    private static final Interval LEARNED =
            new Interval(Instant.parse("2021-05-01T00:00:00Z"), Instant.parse("2021-06-01T00:00:00Z"));
    private static final Interval UNSEEN =
            new Interval(Instant.parse("2021-06-01T00:00:00Z"), Instant.parse("2021-06-02T00:00:00Z"));

    private record Level(double kilowatts) implements FittedForecaster {

        @Override
        public double[][] forecast(ForecastContext context) {
            double[][] rows = new double[context.target().length()][];
            Arrays.setAll(rows, row -> new double[] {kilowatts - 1, kilowatts, kilowatts + 1});
            return rows;
        }

        @Override
        public void save(Path directory) throws IOException {
            Files.writeString(directory.resolve("level.txt"), Double.toString(kilowatts));
        }
    }

    /** Registers a day-ahead model of a meter and returns its id. */
    public static String register(ModelRegistry registry, String meter, double kilowatts) {
        Provenance provenance = new Provenance(
                "level",
                Map.of(),
                17,
                List.of(),
                LEARNED,
                "0".repeat(64),
                Duration.ofMinutes(15),
                List.of(0.1, 0.5, 0.9),
                Duration.ofSeconds(1),
                BuildVersions.current());
        Evaluation evaluation = new Evaluation(
                UNSEEN, 96, scores(1, 0.5), List.of(new Evaluation.Rival(Evaluation.SEASONAL_NAIVE, mae(2))));
        ModelKey key = ModelKey.ofMeter(MeterId.of(meter), Horizon.DAY_AHEAD);
        return registry.register(new Candidate(key, provenance, evaluation, new Level(kilowatts)))
                .id();
    }

    private static Figures scores(double kilowatts, double skill) {
        return new Figures(new TreeMap<>(Map.of("mae_kw", kilowatts, "skill", skill)));
    }

    private static Figures mae(double kilowatts) {
        return new Figures(new TreeMap<>(Map.of("mae_kw", kilowatts)));
    }

    @Override
    public String name() {
        return "level";
    }

    @Override
    public Forecaster forecaster(Map<String, String> parameters) {
        return (set, options) -> new Level(0);
    }

    @Override
    public FittedForecaster load(Path directory) throws IOException {
        return new Level(Double.parseDouble(Files.readString(directory.resolve("level.txt"))));
    }
}
