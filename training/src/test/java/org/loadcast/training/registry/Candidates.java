package org.loadcast.training.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.training.registry.Evaluation.Rival;

/** Made-up candidates: a word as the model and a MAE as its evaluation. */
final class Candidates {

    static final ModelKey KEY = ModelKey.ofMeter(MeterId.of("pid_287"), Horizon.DAY_AHEAD);

    private static final Interval LEARNED =
            new Interval(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z"));
    private static final Interval UNSEEN =
            new Interval(Instant.parse("2021-01-01T00:00:00Z"), Instant.parse("2021-01-15T00:00:00Z"));

    private Candidates() {}

    static Candidate candidate(String word) {
        return candidate(KEY, word, evaluation(1, 2));
    }

    static Candidate candidate(ModelKey key, String word, Evaluation evaluation) {
        return new Candidate(key, provenance(RecordingFamily.NAME), evaluation, new RecordingFamily.Word(word));
    }

    static Provenance provenance(String family) {
        return new Provenance(
                family,
                Map.of("depth", "4", "eta", "0.05"),
                17,
                List.of("lag_PT24H", "temperature_c"),
                LEARNED,
                Sha256.of(new byte[] {1}),
                Duration.ofMinutes(15),
                List.of(0.1, 0.5, 0.9),
                Duration.ofMillis(1234),
                BuildVersions.current());
    }

    /** An evaluation with these mean absolute errors. */
    static Evaluation evaluation(double maeKw, double naiveMaeKw, Rival... rivals) {
        List<Rival> all = new ArrayList<>(List.of(rivals));
        all.add(new Rival(Evaluation.SEASONAL_NAIVE, mae(naiveMaeKw)));
        return new Evaluation(UNSEEN, 1344, mae(maeKw), all);
    }

    static Figures mae(double kilowatts) {
        return new Figures(new TreeMap<>(Map.of("mae_kw", kilowatts)));
    }
}
