package org.loadcast.training.calibration;

/**
 * How residuals become quantiles; chosen on out-of-sample forecasts.
 *
 * @param scale what residuals are measured in
 * @param biasShare which share of the recent median error at that time of day is taken off the median, 0 to 1
 * @param lowest no quantile lies below, kW
 * @param highest no quantile lies above, kW
 */
public record Calibration(Scale scale, double biasShare, double lowest, double highest) {

    /** What residuals are measured in. */
    public enum Scale {
        /** Kilowatts. */
        CONSTANT,
        /** The usual scatter at the target's time of day. */
        SPREAD,
        /** The square root of the usual scatter: between the two. */
        ROOT,
        /** How uncertain the members themselves are, which may hang on the weather, the day and the newest readings. */
        BAND
    }

    /** What a residual of the target in {@code row} is measured in, zero or more. */
    double unit(PastForecast forecast, int row) {
        return switch (scale) {
            case CONSTANT -> 1;
            case SPREAD -> forecast.spread(row);
            case ROOT -> Math.sqrt(forecast.spread(row));
            case BAND -> forecast.band(row);
        };
    }
}
