package org.loadcast.serving.retrain;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.blend.Effort;
import org.loadcast.training.run.TrainingRequest;

/**
 * What a job trains: every meter for every horizon.
 *
 * @param meters at least one
 * @param horizons labels of at least one horizon that models are trained for
 * @param families that may take part; empty for all
 * @param until nothing at or after it is learned from
 * @param trial whether a challenger first proves itself on live data where a champion serves; else it serves at once when it
 *     was better on unseen days
 * @param cause why it was asked for
 */
public record JobRequest(
        List<String> meters,
        List<String> horizons,
        SortedSet<String> families,
        Effort effort,
        Instant until,
        boolean trial,
        Cause cause) {

    private static final int MOST_MODELS = 20_000;
    private static final long SEED = 1;

    /** Why a job was asked for. */
    public enum Cause {
        REQUEST,
        SCHEDULE,
        DRIFT
    }

    public JobRequest {
        meters = meters.stream().distinct().toList();
        horizons = horizons.stream().distinct().toList();
        families = Collections.unmodifiableSortedSet(new TreeSet<>(families));
        meters.forEach(MeterId::of);
        if (meters.isEmpty() || horizons.isEmpty()) {
            throw new IllegalArgumentException("A training job without a meter or a horizon does nothing. Name some.");
        }
        if (meters.size() * horizons.size() > MOST_MODELS) {
            throw new IllegalArgumentException("A training job of " + meters.size() * horizons.size()
                    + " models is longer than " + MOST_MODELS + ". Ask for fewer meters at a time.");
        }
        for (String label : horizons) {
            new TrainingRequest(Horizon.parse(label), until, families, effort, SEED);
        }
    }

    /** How many models it trains. */
    public int models() {
        return meters.size() * horizons.size();
    }

    /** What a training run is asked for one of its horizons. */
    TrainingRequest training(Horizon horizon) {
        return new TrainingRequest(horizon, until, families, effort, SEED);
    }
}
