package org.loadcast.serving.forecast;

import java.util.Arrays;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.PointInTimeView;

/** One level for all intervals: the quantiles of every load that is known. */
final class FlatRung implements Rung {

    @Override
    public Tier tier() {
        return Tier.FLAT;
    }

    @Override
    public Answer answer(PointInTimeView view, TimeGrid target, Quantiles quantiles) {
        Sample known = new Sample();
        for (int i = 0; i < view.cutoffIndex(); i++) {
            double load = view.load(i);
            if (!Double.isNaN(load)) {
                known.add(load);
            }
        }
        if (known.size() == 0) {
            return new Answer.Passed("no reading is known before the cutoff.");
        }
        double[] level = known.quantiles(quantiles);
        double[][] rows = new double[target.length()][];
        Arrays.setAll(rows, row -> level.clone());
        return new Answer.Given(new QuantileRows(quantiles, rows));
    }
}
