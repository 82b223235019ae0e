package org.loadcast.serving.alert.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.alert.Alert;

/** Draws what an alert is about: the load around it, and the forecast where it is about the future. Thread-safe. */
public final class Plots {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final Duration BEFORE = Duration.ofHours(36);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Stores stores;

    public Plots(Stores stores) {
        this.stores = stores;
    }

    /** A PNG of 1120 by 280 pixels, to be shown at half its size; empty when there is nothing to draw. */
    Optional<byte[]> of(Alert alert, ZoneId zone) {
        MeterId meter = MeterId.of(alert.meter());
        Optional<Forecast> forecast = stores.forecasts()
                .latest(meter, Horizon.DAY_AHEAD.label())
                .filter(known -> known.grid().end().isAfter(alert.openedAt()));
        Instant end = later(alert.to(), alert.seenAt());
        Instant earliest = end.minus(LONGEST);
        Instant wished = earlier(alert.from(), alert.seenAt()).minus(BEFORE);
        Instant from = later(wished, earliest);
        Instant to = forecast.filter(known -> alert.to().isAfter(alert.seenAt()))
                .map(known -> later(end, known.grid().end()))
                .orElse(end);
        LoadSeries load = stores.measurements().load(meter, new Interval(from, later(end, from.plus(STEP))), STEP);
        if (load.present() == 0 && forecast.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LoadPlot(new Interval(from, to), zone)
                .marking(new Interval(
                        alert.from(), later(alert.to(), alert.from().plus(STEP))))
                .png(load, to.isAfter(end) ? forecast : Optional.empty()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
