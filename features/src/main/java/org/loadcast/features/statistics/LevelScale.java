package org.loadcast.features.statistics;

/**
 * Where the levels of a meter begin: green up to its median, yellow up to its 75th percentile, red up to the critical value,
 * critical above it. Every finite value has a level.
 *
 * @param generating whether the scale is one of generation: then it measures the negative load
 * @param yellowAboveKw the median
 * @param redAboveKw the 75th percentile, not below the median
 * @param criticalAboveKw what 1 % of the values exceed, not below the 75th percentile
 */
public record LevelScale(boolean generating, double yellowAboveKw, double redAboveKw, double criticalAboveKw) {

    public LevelScale {
        if (!(yellowAboveKw <= redAboveKw && redAboveKw <= criticalAboveKw)) {
            throw new IllegalArgumentException("Levels at " + yellowAboveKw + ", " + redAboveKw + " and "
                    + criticalAboveKw + " kW do not rise. Give median, 75th percentile and critical value.");
        }
    }

    /**
     * The level of a load.
     *
     * @throws IllegalArgumentException when {@code kilowatts} is not finite; a missing value has no level
     */
    public Level of(double kilowatts) {
        if (!Double.isFinite(kilowatts)) {
            throw new IllegalArgumentException("Load " + kilowatts + " kW has no level. Leave missing values out.");
        }
        double size = generating ? -kilowatts : kilowatts;
        if (size <= yellowAboveKw) {
            return Level.GREEN;
        }
        if (size <= redAboveKw) {
            return Level.YELLOW;
        }
        return size <= criticalAboveKw ? Level.RED : Level.CRITICAL;
    }
}
