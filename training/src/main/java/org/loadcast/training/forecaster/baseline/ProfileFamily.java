package org.loadcast.training.forecaster.baseline;

import java.util.Map;
import org.loadcast.features.transform.KernelProfile;
import org.loadcast.training.forecaster.Settings;

/** The family {@code profile}: weighted quantiles of the last weeks at the time of day, see {@link KernelProfile}. */
public final class ProfileFamily extends BaselineFamily {

    public ProfileFamily() {
        super("profile", Map.of("decay_days", "10", "same_kind", "2"));
    }

    @Override
    Baseline.Rule rule(Settings settings) {
        KernelProfile profile = new KernelProfile(settings.number("decay_days"), settings.number("same_kind"));
        return Baseline.perRow((context, row, levels) ->
                profile.quantiles(context.view(), context.targetIndex(row), levels.toArray()));
    }
}
