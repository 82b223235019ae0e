package org.loadcast.training.forecaster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Why medians are what they are: for every target interval what each feature adds, in kW. Base and contributions of a row add up
 * to its median.
 *
 * <p>The base is what the method would say if it knew nothing of the features, on top of the load that it counts from (the last
 * one, say) where it counts from one. Immutable.
 */
public final class Explanation {

    private final String method;
    private final List<String> features;
    private final double[] baseKw;
    private final double[][] contributionsKw;

    /**
     * An explanation.
     *
     * @param method how it was found, a few words
     * @param features names, as many as a row of contributions is wide
     * @param baseKw one for each row
     * @param contributionsKw rows = target intervals, columns = features
     */
    public Explanation(String method, List<String> features, double[] baseKw, double[][] contributionsKw) {
        if (baseKw.length != contributionsKw.length
                || Arrays.stream(contributionsKw).anyMatch(row -> row.length != features.size())) {
            throw new IllegalArgumentException("An explanation of " + baseKw.length + " rows has "
                    + contributionsKw.length + " rows of contributions, expected " + features.size() + " in each.");
        }
        this.method = method;
        this.features = List.copyOf(features);
        this.baseKw = baseKw.clone();
        this.contributionsKw =
                Arrays.stream(contributionsKw).map(double[]::clone).toArray(double[][]::new);
    }

    /** The whole distance from {@code baseKw} as one feature, for a rule that has no parts. */
    public static Explanation whole(String method, String feature, double baseKw, double[] mediansKw) {
        double[] bases = new double[mediansKw.length];
        Arrays.fill(bases, baseKw);
        double[][] contributions = Arrays.stream(mediansKw)
                .mapToObj(m -> new double[] {m - baseKw})
                .toArray(double[][]::new);
        return new Explanation(method, List.of(feature), bases, contributions);
    }

    public String method() {
        return method;
    }

    public List<String> features() {
        return features;
    }

    public int rows() {
        return baseKw.length;
    }

    public double baseKw(int row) {
        return baseKw[row];
    }

    public double contributionKw(int row, int feature) {
        return contributionsKw[row][feature];
    }

    /** Base and contributions together: the median, kW. */
    public double sumKw(int row) {
        return baseKw[row] + Arrays.stream(contributionsKw[row]).sum();
    }

    /** Contributions of a row by feature, the largest first; those that add nothing are left out. */
    public Map<String, Double> of(int row) {
        return sorted(row, Function.identity());
    }

    /** The same summed up by {@link FeatureGroup}. */
    public Map<String, Double> groupsOf(int row) {
        return sorted(row, feature -> FeatureGroup.of(feature).label());
    }

    private Map<String, Double> sorted(int row, Function<String, String> name) {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            sums.merge(name.apply(features.get(i)), contributionsKw[row][i], Double::sum);
        }
        List<Map.Entry<String, Double>> entries = new ArrayList<>(sums.entrySet());
        entries.removeIf(entry -> entry.getValue() == 0);
        entries.sort(Comparator.comparingDouble(entry -> -Math.abs(entry.getValue())));
        Map<String, Double> result = new LinkedHashMap<>();
        entries.forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        return result;
    }

    /** How much each feature moves a forecast on average: its mean absolute contribution over all rows of {@code all}, kW. */
    public static Map<String, Double> importances(List<Explanation> all) {
        Map<String, Double> sums = new LinkedHashMap<>();
        int rows = all.stream().mapToInt(Explanation::rows).sum();
        for (Explanation one : all) {
            for (int i = 0; i < one.features.size(); i++) {
                int feature = i;
                double sum = IntStream.range(0, one.rows())
                        .mapToDouble(row -> Math.abs(one.contributionsKw[row][feature]))
                        .sum();
                sums.merge(one.features.get(i), sum / rows, Double::sum);
            }
        }
        return sums;
    }
}
