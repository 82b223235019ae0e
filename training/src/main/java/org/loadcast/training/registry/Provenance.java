package org.loadcast.training.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.series.Interval;

/**
 * Where a model came from: enough to train it again.
 *
 * @param family name of the {@link org.loadcast.training.forecaster.ForecasterFamily} that reads its files
 * @param parameters of the family, by name
 * @param seed of all randomness
 * @param features columns that it sees, in order; empty for a family without features
 * @param dataWindow the data that it learned from; nothing at or after the end was known to it
 * @param dataSha256 {@link DataFingerprint} of that data
 * @param step spacing of its targets
 * @param quantiles levels that it answers with
 * @param trainingTime wall-clock time of the fit
 * @param build product and library versions
 */
public record Provenance(
        String family,
        Map<String, String> parameters,
        long seed,
        List<String> features,
        Interval dataWindow,
        String dataSha256,
        Duration step,
        List<Double> quantiles,
        Duration trainingTime,
        BuildVersions build) {

    public Provenance {
        if (family.isBlank()) {
            throw new IllegalArgumentException("A model without the name of its family cannot be loaded again.");
        }
        if (!Sha256.isDigest(dataSha256)) {
            throw new IllegalArgumentException("Data hash '" + dataSha256 + "' is not a SHA-256 of 64 hex digits.");
        }
        parameters = Map.copyOf(parameters);
        features = List.copyOf(features);
        quantiles = List.copyOf(quantiles);
        levels(quantiles);
    }

    /** The end of the data that the model has learned from. */
    public Instant trainedUntil() {
        return dataWindow.to();
    }

    /** The quantile levels as their type. */
    public Quantiles quantileLevels() {
        return levels(quantiles);
    }

    Map<String, String> sortedParameters() {
        return new TreeMap<>(parameters);
    }

    private static Quantiles levels(List<Double> quantiles) {
        return Quantiles.of(quantiles.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
