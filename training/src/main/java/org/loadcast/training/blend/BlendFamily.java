package org.loadcast.training.blend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.Forecaster;
import org.loadcast.training.forecaster.ForecasterFamily;
import org.loadcast.training.forecaster.Settings;

/** The family {@code blend}: the standard members as one. */
public final class BlendFamily implements ForecasterFamily {

    /** Name of the family. */
    public static final String NAME = "blend";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Forecaster forecaster(Map<String, String> parameters) {
        Settings settings = new Settings(NAME, Map.of("season_days", "7", "effort", "standard"), parameters);
        int seasonDays = settings.integer("season_days");
        Effort effort = settings.choice("effort", Effort.class);
        return (set, options) -> Ensemble.train(
                        MemberCatalog.standard(set.window(), set.view(), seasonDays, effort),
                        Families.installed(),
                        set,
                        options,
                        Ensemble.FOLDS)
                .blend(NAME);
    }

    @Override
    public FittedForecaster load(Path directory) throws IOException {
        return BlendFiles.load(directory, Families.installed());
    }
}
