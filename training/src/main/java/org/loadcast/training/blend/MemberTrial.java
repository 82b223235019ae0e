package org.loadcast.training.blend;

import java.util.List;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * What a member forecast out of sample.
 *
 * @param member which
 * @param medians one row of medians in kW for each validated example, in their order
 * @param maeKw mean absolute error over all rows that it forecast
 */
record MemberTrial(Member member, List<double[]> medians, double maeKw) {

    static MemberTrial of(Member member, List<double[]> medians, TrainingSet set, List<ForecastContext> examples) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < examples.size(); i++) {
            double[] median = medians.get(i);
            for (int row = 0; row < median.length; row++) {
                double load = set.actual(examples.get(i), row);
                if (!Double.isNaN(load) && Double.isFinite(median[row])) {
                    sum += Math.abs(load - median[row]);
                    count++;
                }
            }
        }
        return new MemberTrial(member, medians, count == 0 ? Double.NaN : sum / count);
    }
}
