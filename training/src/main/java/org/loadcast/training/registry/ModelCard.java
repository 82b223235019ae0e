package org.loadcast.training.registry;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.loadcast.training.registry.Evaluation.Rival;

/** The page about a model that a person reads, in Markdown; after Mitchell et al., "Model Cards for Model Reporting", 2019. */
final class ModelCard {

    static final String FILE = "MODEL_CARD.md";

    private ModelCard() {}

    static String of(ModelVersion version) {
        Provenance provenance = version.provenance();
        return """
                # %s

                Forecasts the load of **%s**, horizon **%s**, every %s, as quantiles %s in kW.
                Family **%s**, registered %s.

                ## How good it is

                On %d rows from %s to %s that neither it nor its rivals had learned from:

                | model | MAE kW | WAPE | WQL | MASE | P10–P90 holds | bias kW |
                |---|---:|---:|---:|---:|---:|---:|
                %s
                ## What it learned from

                Data from %s until %s (SHA-256 `%s`), in %.1f s.
                It knows nothing of later changes of the meter, and its band is only as good as the evaluation above.

                Features (%d): %s

                ## How to train it again

                Seed %d, Loadcast %s, Java %s, %s.

                | parameter | value |
                |---|---|
                %s""".formatted(
                        version.id(),
                        version.key().name(),
                        version.key().horizon(),
                        provenance.step(),
                        provenance.quantiles(),
                        provenance.family(),
                        version.createdAt(),
                        version.evaluation().rows(),
                        version.evaluation().window().from(),
                        version.evaluation().window().to(),
                        results(version.evaluation()),
                        provenance.dataWindow().from(),
                        provenance.trainedUntil(),
                        provenance.dataSha256(),
                        provenance.trainingTime().toMillis() / 1000.0,
                        provenance.features().size(),
                        provenance.features().isEmpty() ? "none" : String.join(", ", provenance.features()),
                        provenance.seed(),
                        provenance.build().product(),
                        provenance.build().java(),
                        libraries(provenance.build().libraries()),
                        parameters(provenance.sortedParameters()));
    }

    private static String results(Evaluation evaluation) {
        StringBuilder table = new StringBuilder(row("**this model**", evaluation.model()));
        for (Rival rival : evaluation.rivals()) {
            table.append(row(rival.name(), rival.figures()));
        }
        return table.toString();
    }

    private static String row(String name, Figures figures) {
        return "| %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        name,
                        number("%.4g", figures.get("mae_kw")),
                        number("%.4f", figures.get("wape")),
                        number("%.4f", figures.get("wql")),
                        number("%.3f", figures.get("mase")),
                        number("%.3f", figures.get("coverage_p10_p90")),
                        number("%.3g", figures.get("bias_kw")));
    }

    private static String number(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "–";
    }

    private static String libraries(Map<String, String> versions) {
        return versions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(library -> library.getKey() + " " + library.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String parameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(p -> "| " + p.getKey() + " | " + p.getValue().replace("|", "\\|") + " |\n")
                .collect(Collectors.joining());
    }
}
