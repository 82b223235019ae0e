package org.loadcast.serving.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes news of alerts to the sinks, each news to each sink once.
 *
 * <p>In quiet hours only urgent news travel; the others wait. An alert that nobody was told of is not told when it is over, and
 * one that somebody acknowledged is told no more until then, one that is muted waits until it no longer is. A sink that fails is tried again at the next round, without the
 * others hearing it twice. Not thread-safe.
 */
public final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final AlertDesk desk;
    private final List<AlertSink> sinks;
    private final AlertsConfig config;

    public Courier(AlertDesk desk, List<AlertSink> sinks, AlertsConfig config) {
        this.desk = desk;
        this.sinks = List.copyOf(sinks);
        this.config = config;
    }

    /** Tells what is to be told at {@code at}. */
    public void deliver(Instant at) {
        if (sinks.isEmpty()) {
            return;
        }
        List<Alert> all = desk.all();
        for (AlertSink sink : sinks) {
            try {
                tellNews(sink, all, at);
                tellDigest(sink, all, at);
            } catch (UndeliveredException failed) {
                LOG.warn("Alerts did not arrive by {}: {} They are sent again.", sink.name(), failed.getMessage());
            }
        }
    }

    private void tellNews(AlertSink sink, List<Alert> all, Instant at) throws UndeliveredException {
        String openedMark = sink.name() + " opened";
        String resolvedMark = sink.name() + " resolved";
        boolean quiet =
                config.quiet().filter(hours -> hours.isAt(at, config.zone())).isPresent();
        List<Alert> heard =
                all.stream().filter(alert -> !quiet || alert.urgent()).toList();
        List<Alert> opened = heard.stream()
                .filter(alert -> alert.state() == AlertState.OPEN)
                .filter(alert -> !alert.isMuted(at))
                .filter(alert -> !alert.told().contains(openedMark))
                .toList();
        List<Alert> resolved = heard.stream()
                .filter(Alert::isResolved)
                .filter(alert -> alert.told().contains(openedMark))
                .filter(alert -> !alert.told().contains(resolvedMark))
                .toList();
        if (!opened.isEmpty() || !resolved.isEmpty()) {
            sink.send(new Letter(Letter.Kind.NEWS, opened, resolved, at, config.zone()));
            opened.forEach(alert -> desk.told(alert.id(), openedMark));
            resolved.forEach(alert -> desk.told(alert.id(), resolvedMark));
        }
    }

    private void tellDigest(AlertSink sink, List<Alert> all, Instant at) throws UndeliveredException {
        Optional<Instant> due = config.digestAt().map(time -> lastUntil(at, time));
        if (due.isEmpty()) {
            return;
        }
        Optional<Instant> last = desk.digestAt(sink.name());
        if (last.filter(sent -> !sent.isBefore(due.get())).isPresent()) {
            return;
        }
        List<Alert> open = all.stream()
                .filter(alert -> !alert.isResolved() && !alert.isMuted(at))
                .toList();
        List<Alert> resolved = all.stream()
                .filter(alert -> !alert.isMuted(at))
                .filter(alert -> alert.resolvedAt()
                        .filter(when -> when.isAfter(at.minus(DAY)))
                        .isPresent())
                .toList();
        // The first day begins when the sink is new.
        if (last.isPresent()
                && Stream.concat(open.stream(), resolved.stream()).findAny().isPresent()) {
            sink.send(new Letter(Letter.Kind.DIGEST, open, resolved, at, config.zone()));
        }
        desk.digestAt(sink.name(), at);
    }

    private Instant lastUntil(Instant at, LocalTime time) {
        ZonedDateTime today =
                at.atZone(config.zone()).toLocalDate().atTime(time).atZone(config.zone());
        return (today.toInstant().isAfter(at) ? today.minusDays(1) : today).toInstant();
    }
}
