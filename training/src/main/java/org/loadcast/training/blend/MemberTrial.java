package org.loadcast.training.blend;

import java.util.ArrayList;
import java.util.List;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * What a member forecast out of sample.
 *
 * @param member which
 * @param outlines of its forecasts, one for each validated example, in their order
 * @param maeKw mean absolute error over all rows that it forecast; NaN when there are none
 * @param blockMaeKw the same for each block of lead times
 */
record MemberTrial(Member member, List<Outline> outlines, double maeKw, List<Double> blockMaeKw) {

    static MemberTrial of(Member member, List<Outline> outlines, TrainingSet set, List<ForecastContext> examples) {
        LeadBlocks blocks = new LeadBlocks(set.window());
        double[] sums = new double[blocks.count()];
        int[] counts = new int[blocks.count()];
        for (int i = 0; i < examples.size(); i++) {
            float[] median = outlines.get(i).medians();
            int[] blockOf = blocks.ofRows(examples.get(i));
            for (int row = 0; row < median.length; row++) {
                double load = set.actual(examples.get(i), row);
                if (!Double.isNaN(load) && Float.isFinite(median[row])) {
                    sums[blockOf[row]] += Math.abs(load - median[row]);
                    counts[blockOf[row]]++;
                }
            }
        }
        double sum = 0;
        int count = 0;
        List<Double> means = new ArrayList<>();
        for (int block = 0; block < sums.length; block++) {
            means.add(sums[block] / counts[block]);
            sum += sums[block];
            count += counts[block];
        }
        return new MemberTrial(member, outlines, sum / count, means);
    }
}
