package org.loadcast.serving.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.stream.Event;
import org.loadcast.serving.stream.EventBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the rules now and then, and those about forecasts soon after new ones; tells what changed on the stream. */
public final class AlertClock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertClock.class);
    private static final Duration AFTER_FORECASTS = Duration.ofSeconds(2);
    private static final int EVENTS_AT_ONCE = 10_000;
    private static final long STOP_SECONDS = 10;

    private final AlertDesk desk;
    private final Courier courier;
    private final MeterDirectory meters;
    private final EventBus events;
    private final Duration every;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "alerts");
        thread.setDaemon(true);
        return thread;
    });
    private EventBus.Position heard;

    public AlertClock(
            AlertDesk desk, Courier courier, MeterDirectory meters, EventBus events, Duration every, Clock clock) {
        this.desk = desk;
        this.courier = courier;
        this.meters = meters;
        this.events = events;
        this.every = every;
        this.clock = clock;
        this.heard = events.end();
    }

    public void start() {
        long delay = every.toMillis();
        var unusedRounds =
                timer.scheduleWithFixedDelay(this::lookAtAll, Math.min(delay, 5_000), delay, TimeUnit.MILLISECONDS);
        long soon = AFTER_FORECASTS.toMillis();
        var unusedForecasts = timer.scheduleWithFixedDelay(this::lookAtForecasts, soon, soon, TimeUnit.MILLISECONDS);
    }

    /** A failed round is logged and the next one tried, for a clock that stops rings for nothing any more. */
    private void lookAtAll() {
        try {
            tell(desk.evaluate(clock.instant()));
            courier.deliver(clock.instant());
        } catch (RuntimeException failed) {
            LOG.error("A round of alerts failed: {}", failed.getMessage(), failed);
        }
    }

    private void lookAtForecasts() {
        try {
            List<Meter> fresh = freshlyForecast();
            if (!fresh.isEmpty()) {
                tell(desk.evaluateForecasts(fresh, clock.instant()));
                courier.deliver(clock.instant());
            }
        } catch (RuntimeException failed) {
            LOG.error("Alerts about forecasts failed: {}", failed.getMessage(), failed);
        }
    }

    private List<Meter> freshlyForecast() {
        List<MeterId> ids = new ArrayList<>();
        EventBus.Batch batch = events.read(heard, EVENTS_AT_ONCE);
        while (!batch.events().isEmpty()) {
            for (Event event : batch.events()) {
                if (event instanceof Event.ForecastIssued issued
                        && issued.forecast().horizon().equals(Horizon.DAY_AHEAD.label())) {
                    ids.add(issued.forecast().meter());
                }
            }
            batch = events.read(batch.upTo(), EVENTS_AT_ONCE);
        }
        heard = batch.upTo();
        return ids.stream()
                .distinct()
                .map(meters::find)
                .flatMap(Optional::stream)
                .toList();
    }

    private void tell(List<Alert> changed) {
        events.publish(changed.stream().map(AlertClock::news).toList());
    }

    private static Event news(Alert alert) {
        return new Event.Notice(Event.Kind.ALERT, Optional.of(MeterId.of(alert.meter())), AlertNews.of(alert));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
