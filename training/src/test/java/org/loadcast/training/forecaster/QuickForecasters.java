package org.loadcast.training.forecaster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.blend.BlendFamily;
import org.loadcast.training.blend.Ensemble;
import org.loadcast.training.blend.Families;
import org.loadcast.training.blend.Member;

/**
 * Every installed family with parameters that make it quick; a family that is not named here runs with its defaults. A name such
 * as {@code boosting/comfort} is a family with other parameters.
 */
public final class QuickForecasters {

    private static final Map<String, String> NETWORK =
            Map.of("hidden", "8", "members", "1", "epochs", "1", "most_rows", "600", "validation", "0");
    private static final Map<String, String> SEQUENCE = with(NETWORK, Map.of("filters", "4", "past_days", "1"));
    private static final Map<String, Map<String, String>> PARAMETERS = Map.ofEntries(
            Map.entry("boosting", Map.of("rounds", "10", "most_rows", "1000")),
            Map.entry("boosting-global", Map.of("rounds", "10", "most_rows", "1000")),
            Map.entry("linear", Map.of("pooled", "true", "most_rows", "1000")),
            Map.entry("mlp", NETWORK),
            Map.entry("mlp-global", NETWORK),
            Map.entry("cnn", SEQUENCE),
            Map.entry("cnn-global", SEQUENCE),
            Map.entry("lstm", SEQUENCE),
            Map.entry("lstm-global", SEQUENCE),
            Map.entry("weka-linear", Map.of("most_rows", "400")),
            Map.entry("weka-m5p", Map.of("most_rows", "400")));
    private static final Map<String, Map<String, String>> VARIANTS = Map.of(
            "boosting/comfort",
            with(PARAMETERS.get("boosting"), Map.of("columns", "comfort")),
            "boosting/recursive",
            with(PARAMETERS.get("boosting"), Map.of("form", "recursive", "half_life_days", "30")),
            "boosting/auto",
            with(PARAMETERS.get("boosting"), Map.of("form", "auto", "columns", "comfort")),
            "boosting/linear-terms",
            with(PARAMETERS.get("boosting"), Map.of("booster", "linear")),
            "boosting/quantiles",
            with(PARAMETERS.get("boosting"), Map.of("quantiles", "true")),
            "boosting/shift",
            with(PARAMETERS.get("boosting"), Map.of("columns", "shift")),
            "linear/more",
            with(PARAMETERS.get("linear"), Map.of("columns", "more")));
    private static final List<Member> BLENDED = List.of(
            new Member("seasonal-naive", "seasonal-naive", Map.of()),
            new Member("profile", "profile", Map.of()),
            new Member("linear", "linear", Map.of("pooled", "true", "most_rows", "600", "columns", "few")),
            new Member("boosting", "boosting", Map.of("rounds", "5", "most_rows", "600", "columns", "few")));

    private QuickForecasters() {}

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    /** Names of all installed families and their variants. */
    public static Stream<String> families() {
        return Stream.concat(
                Families.installed().names().stream(),
                VARIANTS.keySet().stream().sorted());
    }

    /** The installed family of this name. */
    public static ForecasterFamily family(String name) {
        return Families.installed().get(name.split("/", 2)[0]);
    }

    /** The family fitted on what {@code history} knew at {@code until}. */
    public static FittedForecaster fit(String family, MeterHistory history, Instant until, LeadWindow window) {
        FitOptions options = new FitOptions(Quantiles.of(0.1, 0.5, 0.9), 1, Duration.ofMinutes(5), FitProgress.SILENT);
        TrainingSet set = new TrainingSet(history.asOf(until), window, cutoffs(until, window));
        return family.equals(BlendFamily.NAME)
                ? Ensemble.train(BLENDED, Families.installed(), set, options, Ensemble.FOLDS)
                        .blend(BlendFamily.NAME)
                : family(family)
                        .forecaster(VARIANTS.getOrDefault(family, PARAMETERS.getOrDefault(family, Map.of())))
                        .fit(set, options);
    }

    /** Noons for the day ahead, every fifth hour for the next step; from the third week on. */
    private static List<Instant> cutoffs(Instant until, LeadWindow window) {
        Duration every = Duration.ofHours(window.isNear() ? 5 : 24);
        Instant first = TownHistory.START.plus(Duration.ofDays(14)).plus(Duration.ofHours(11));
        return Stream.iterate(first, at -> !at.isAfter(until), at -> at.plus(every))
                .toList();
    }

    /** What {@code fitted} says at {@code cutoff}. */
    public static double[][] forecast(
            FittedForecaster fitted, MeterHistory history, Instant cutoff, LeadWindow window) {
        return fitted.forecast(ForecastContext.of(history.asOf(cutoff), window));
    }
}
