package org.loadcast.serving.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;

/**
 * The band of the day-ahead forecast, P10 to P90, leaves the capacity of the connection, in either direction.
 *
 * @param capacityKw positive; what is fed in counts as well
 */
record ForecastBand(double capacityKw) implements Condition {

    static final String KIND = "forecast-band";
    /** An open one is over when the band stays within this part of the capacity. */
    private static final double MARGIN = 0.95;

    ForecastBand {
        Require.positive(KIND + ": capacity_kw", capacityKw);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean isAboutForecasts() {
        return true;
    }

    @Override
    public Optional<Breach> find(Evidence evidence, boolean open) {
        return evidence.dayAhead().flatMap(forecast -> find(forecast, open ? MARGIN * capacityKw : capacityKw));
    }

    private Optional<Breach> find(Forecast forecast, double limit) {
        int low = forecast.quantiles().indexOf(0.1);
        int high = forecast.quantiles().indexOf(0.9);
        int first = -1;
        int last = -1;
        double worst = 0;
        for (int i = 0; low >= 0 && high >= 0 && i < forecast.grid().length(); i++) {
            double up = forecast.kilowatts(i, high);
            double down = forecast.kilowatts(i, low);
            if (up > limit || down < -limit) {
                first = first < 0 ? i : first;
                last = i;
                double farthest = up > -down ? up : down;
                worst = Math.abs(farthest) > Math.abs(worst) ? farthest : worst;
            }
        }
        if (first < 0) {
            return Optional.empty();
        }
        Instant from = forecast.grid().startOf(first);
        Instant to = forecast.grid().endOf(last);
        return Optional.of(new Breach(
                from,
                to,
                String.format(
                        Locale.ROOT,
                        "Between %s and %s the forecast reaches %.2f kW (%s), beyond the capacity of %.2f kW.",
                        from,
                        to,
                        worst,
                        worst > 0 ? "P90" : "P10",
                        capacityKw)));
    }
}
