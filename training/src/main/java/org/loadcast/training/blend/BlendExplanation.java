package org.loadcast.training.blend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.Explanation;
import org.loadcast.training.forecaster.FeatureGroup;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;

/**
 * Explains a blend: the weighted mean of its members' explanations. What calibration adds to the mean is a feature of its own,
 * and so is the whole of a member that has no parts (a rule such as the typical profile), counted from the meter's mean load.
 */
final class BlendExplanation {

    private static final String METHOD =
            "weighted mean of the members: exact Shapley values of boosted terms, exact terms of linear"
                    + " models, Shapley values of feature groups for networks, rules as a whole";
    private static final int MEAN_DAYS = 28;

    private final List<WeightedMember> members;
    private final LeadBlocks blocks;
    private final int middle;

    BlendExplanation(List<WeightedMember> members, LeadBlocks blocks, int middle) {
        this.members = members;
        this.blocks = blocks;
        this.middle = middle;
    }

    /** A member's medians, what it says of them, and its weight in each block of lead times. */
    @SuppressWarnings("ArrayRecordComponent") // local to one explanation, not compared
    private record Part(double[] medians, Explanation explanation, List<Double> weights) {}

    /** Explains {@code medians}, the blend's own for this question, kW. */
    Explanation explain(ForecastContext context, double[] medians) {
        List<Part> parts = members.stream().map(member -> part(member, context)).toList();
        Map<String, Integer> columns = new LinkedHashMap<>();
        parts.forEach(
                part -> part.explanation().features().forEach(feature -> columns.putIfAbsent(feature, columns.size())));
        String correction = FeatureGroup.CORRECTION.label();
        columns.putIfAbsent(correction, columns.size());
        double[] base = new double[medians.length];
        double[][] contributions = new double[medians.length][columns.size()];
        int[] blockOf = blocks.ofRows(context);
        for (int row = 0; row < medians.length; row++) {
            int block = blockOf[row];
            double total = weightAt(parts, row, block);
            for (Part part : parts) {
                double weight = part.weights().get(block);
                if (weight > 0 && Double.isFinite(part.medians()[row])) {
                    double share = weight / total;
                    base[row] += share * part.explanation().baseKw(row);
                    for (int i = 0; i < part.explanation().features().size(); i++) {
                        int column = columns.getOrDefault(
                                part.explanation().features().get(i), 0);
                        contributions[row][column] += share * part.explanation().contributionKw(row, i);
                    }
                }
            }
            double left = medians[row] - base[row];
            for (double contribution : contributions[row]) {
                left -= contribution;
            }
            contributions[row][columns.getOrDefault(correction, 0)] += left;
        }
        return new Explanation(METHOD, new ArrayList<>(columns.keySet()), base, contributions);
    }

    private static double weightAt(List<Part> parts, int row, int block) {
        return parts.stream()
                .filter(part -> Double.isFinite(part.medians()[row]))
                .mapToDouble(part -> part.weights().get(block))
                .sum();
    }

    private Part part(WeightedMember member, ForecastContext context) {
        FittedForecaster forecaster = member.fitted().forecaster();
        double[] medians = FittedBlend.column(context.forecastBy(forecaster), middle);
        Explanation explanation = forecaster
                .explain(context)
                .orElseGet(() -> Explanation.whole(
                        "a rule as a whole",
                        "lag." + member.fitted().member().name(),
                        meanLoad(context.view()),
                        medians));
        return new Part(medians, explanation, member.weights());
    }

    private static double meanLoad(PointInTimeView view) {
        int cutoff = view.cutoffIndex();
        double mean = view.meanLoad(cutoff - MEAN_DAYS * view.grid().stepsPerDay(), cutoff);
        return Double.isNaN(mean) ? 0 : mean;
    }
}
