package org.loadcast.training.forecaster.tabular;

import java.util.List;
import org.loadcast.features.transform.EndFeatures;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.transform.LoadFeatures;

/**
 * What a tabular method predicts: {@code (load - base) / level}.
 *
 * @param base what is taken off the load first
 * @param perLevel whether loads are divided by the meter's level of the last four weeks, so that growth does not leave the
 *     range that trees have seen
 */
public record TargetForm(Base base, boolean perLevel) {

    /** What is taken off the load. */
    public enum Base {
        /** Nothing. */
        NONE,
        /** The newest value, how the last interval ended where the model has learned to see that: what is predicted is the change. */
        LAST,
        /** The typical value of the time of day. */
        PROFILE;

        /** Index in {@code matrix}, for a model that has learned {@code columns}; negative for nothing. */
        int columnOf(FeatureMatrix matrix, List<String> columns) {
            return switch (this) {
                case NONE -> -1;
                case LAST ->
                    matrix.indexOf(
                            columns.contains(EndFeatures.END) && matrix.indexOf(EndFeatures.END) >= 0
                                    ? EndFeatures.END
                                    : LoadFeatures.LAST);
                case PROFILE -> matrix.indexOf(LoadFeatures.PROFILE);
            };
        }
    }
}
