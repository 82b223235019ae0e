package org.loadcast.serving.alert;

import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.forecast.DailyPeak;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.series.Interval;

/**
 * The peak of the day-ahead forecast lies above a limit.
 *
 * @param limitKw positive
 * @param quantile of the peak's size that counts; 0.5 is the expected one
 */
record ForecastPeak(double limitKw, double quantile) implements Condition {

    static final String KIND = "forecast-peak";
    /** An open one is over when the peak falls below this part of the limit. */
    private static final double MARGIN = 0.95;

    ForecastPeak {
        Require.positive(KIND + ": limit_kw", limitKw);
        Require.inside(KIND + ": quantile", quantile, 0, 1);
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
        return evidence.dayAhead().flatMap(forecast -> find(evidence, forecast, open));
    }

    private Optional<Breach> find(Evidence evidence, Forecast forecast, boolean open) {
        int level = forecast.quantiles().indexOf(quantile);
        Optional<DailyPeak> peak = DailyPeak.of(forecast)
                .filter(known -> level >= 0)
                .filter(known -> known.kilowatts(level) > (open ? MARGIN * limitKw : limitKw));
        return peak.map(known -> {
            Interval interval = Interval.of(known.start(), forecast.grid().step());
            return new Breach(
                    interval.from(),
                    interval.to(),
                    String.format(
                            Locale.ROOT,
                            "The peak of %s is forecast at %.2f kW (%s) around %s, above the limit of %.2f kW.",
                            forecast.grid()
                                    .start()
                                    .atZone(evidence.meter().zone())
                                    .toLocalDate(),
                            known.kilowatts(level),
                            forecast.quantiles().name(level).toUpperCase(Locale.ROOT),
                            known.start().atZone(evidence.meter().zone()).toLocalTime(),
                            limitKw));
        });
    }
}
