package org.loadcast.training.forecaster.baseline;

import java.util.Map;
import org.loadcast.training.forecaster.Settings;

/** The family {@code persistence}: the newest load goes on. */
public final class PersistenceFamily extends BaselineFamily {

    public PersistenceFamily() {
        super("persistence", Map.of());
    }

    @Override
    Baseline.Rule rule(Settings settings) {
        return Baseline.perRow((context, row, levels) -> Baseline.constant(Loads.newest(context.view()), levels));
    }
}
