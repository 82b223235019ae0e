package org.loadcast.training.forecaster.tabular;

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
        /** The newest value: what is predicted is the change. */
        LAST,
        /** The typical value of the time of day. */
        PROFILE;

        String column() {
            return switch (this) {
                case NONE -> "";
                case LAST -> LoadFeatures.LAST;
                case PROFILE -> LoadFeatures.PROFILE;
            };
        }
    }
}
