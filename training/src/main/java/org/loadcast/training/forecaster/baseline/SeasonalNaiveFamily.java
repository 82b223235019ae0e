package org.loadcast.training.forecaster.baseline;

import java.util.Map;
import org.loadcast.training.forecaster.Settings;

/**
 * The family {@code seasonal-naive}: the load of the same wall-clock time, the newest whole number of seasons ago.
 *
 * <p>Parameter {@code days}: length of the season, 1 or 7.
 */
public final class SeasonalNaiveFamily extends BaselineFamily {

    public SeasonalNaiveFamily() {
        super("seasonal-naive", Map.of("days", "7"));
    }

    @Override
    Baseline.Rule rule(Settings settings) {
        int days = settings.integer("days");
        return Baseline.perRow((context, row, levels) ->
                Baseline.constant(Loads.sameTime(context.view(), context.targetIndex(row), days), levels));
    }
}
