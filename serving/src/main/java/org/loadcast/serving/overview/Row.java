package org.loadcast.serving.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.statistics.Level;
import org.loadcast.features.statistics.LevelScale;

/**
 * One meter at one glance.
 *
 * @param newest start of the newest reading; empty for a meter that never sent one
 * @param now the newest load of the last 24 hours or of today; empty when there is none
 * @param levels what is high for this meter; empty while its usual load is not known
 * @param today energy and peak of the local day so far; empty when nothing of it is known
 * @param past the last 24 hours by hour
 * @param ahead what comes; empty while it is still to be made
 */
public record Row(
        Meter meter,
        Optional<Instant> newest,
        Optional<Now> now,
        Optional<LevelScale> levels,
        Optional<Today> today,
        LoadSeries past,
        Optional<Ahead> ahead) {

    /** How high the load is now; empty when that is not known. */
    public Optional<Level> level() {
        return now.flatMap(value -> levels.map(scale -> scale.of(value.loadKw())));
    }

    /** The newest load and the start of the interval that it is the mean of. */
    public record Now(double loadKw, Instant start) {

        static Optional<Now> of(LoadSeries load, Optional<Reading> newest) {
            int last = load.length() - 1;
            while (last >= 0 && load.isMissing(last)) {
                last--;
            }
            Optional<Now> step = last < 0
                    ? Optional.empty()
                    : Optional.of(new Now(load.kilowatts(last), load.grid().startOf(last)));
            Optional<Now> live = newest.flatMap(reading -> reading instanceof Reading.Power power && load.length() > 0
                    ? Optional.of(new Now(power.kilowatts(), power.timestamp()))
                            .filter(at -> at.start().isAfter(load.grid().start()))
                    : Optional.empty());
            return live.filter(at ->
                            step.isEmpty() || !at.start().isBefore(step.get().start()))
                    .or(() -> step);
        }
    }

    /** The local day so far; the peak of a meter that used nothing is its highest generation. */
    public record Today(double energyKwh, double peakKw, Instant peakAt) {

        static Optional<Today> of(LoadSeries load, Interval day) {
            double energy = 0;
            int peak = -1;
            int lowest = -1;
            double hours = load.grid().step().toSeconds() / 3600.0;
            for (int i = 0; i < load.length(); i++) {
                if (!load.grid().startOf(i).isBefore(day.from()) && !load.isMissing(i)) {
                    energy += load.kilowatts(i) * hours;
                    peak = peak < 0 || load.kilowatts(i) > load.kilowatts(peak) ? i : peak;
                    lowest = lowest < 0 || load.kilowatts(i) < load.kilowatts(lowest) ? i : lowest;
                }
            }
            if (peak >= 0 && load.kilowatts(peak) <= 0) {
                peak = lowest;
            }
            return peak < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Today(energy, load.kilowatts(peak), load.grid().startOf(peak)));
        }
    }

    /** What comes, or why nothing can be said. */
    public sealed interface Ahead {}

    /** No forecast can be made. */
    public record Unknown(String reason) implements Ahead {}

    /**
     * The next 48 hours, and tomorrow's figures.
     *
     * @param p10 by hour; {@code p50} and {@code p90} likewise
     */
    public record Known(
            ForecastSource source,
            Instant cutoff,
            LoadSeries p10,
            LoadSeries p50,
            LoadSeries p90,
            Optional<Tomorrow> tomorrow)
            implements Ahead {

        private static final Duration LENGTH = Duration.ofDays(2);

        static Known of(Forecast forecast, Interval tomorrow) {
            return new Known(
                    forecast.source(),
                    forecast.cutoff(),
                    hours(forecast, 0.1),
                    hours(forecast, 0.5),
                    hours(forecast, 0.9),
                    Tomorrow.of(forecast, tomorrow));
        }

        private static LoadSeries hours(Forecast forecast, double level) {
            int quantile = forecast.quantiles().indexOf(level);
            Interval span = Interval.of(forecast.grid().start(), LENGTH);
            return HourlyMeans.of(forecast.grid(), i -> forecast.kilowatts(i, quantile), span);
        }
    }

    /**
     * The next local day.
     *
     * @param peakKw the highest median, or the highest generation where no median is above zero
     * @param peakP10Kw P10 of that interval; {@code peakP90Kw} likewise
     * @param energyKwh the sum of the medians
     */
    public record Tomorrow(double peakKw, double peakP10Kw, double peakP90Kw, Instant peakAt, double energyKwh) {

        /** Empty when the forecast does not reach through the whole day. */
        static Optional<Tomorrow> of(Forecast forecast, Interval day) {
            if (forecast.grid().start().isAfter(day.from())
                    || forecast.grid().end().isBefore(day.to())) {
                return Optional.empty();
            }
            int first = forecast.grid().indexOf(day.from());
            int end = Math.min(forecast.grid().length(), forecast.grid().indexOf(day.to()));
            int peak = first;
            int lowest = first;
            double sum = 0;
            for (int i = first; i < end; i++) {
                sum += forecast.median(i);
                peak = forecast.median(i) > forecast.median(peak) ? i : peak;
                lowest = forecast.median(i) < forecast.median(lowest) ? i : lowest;
            }
            if (forecast.median(peak) <= 0) {
                peak = lowest;
            }
            return Optional.of(new Tomorrow(
                    forecast.median(peak),
                    forecast.kilowatts(peak, forecast.quantiles().indexOf(0.1)),
                    forecast.kilowatts(peak, forecast.quantiles().indexOf(0.9)),
                    forecast.grid().startOf(peak),
                    sum * forecast.grid().step().toSeconds() / 3600.0));
        }
    }
}
