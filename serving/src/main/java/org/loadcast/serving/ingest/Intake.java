package org.loadcast.serving.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WriteCounts;
import org.loadcast.serving.ingest.decode.Decoded;
import org.loadcast.serving.ingest.decode.WeatherSample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what messages said into the stores, and tells those who care. Thread-safe.
 *
 * <p>Late and repeated readings settle to one value, because a store keeps one value for each meter and time.
 */
public final class Intake {

    /** Clocks that are set by the network differ by less. */
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(1);

    private static final Duration SAID_AGAIN_AFTER = Duration.ofHours(1);
    /** A meter that is deleted and goes on sending is entered again after this. */
    private static final Duration DIRECTORY_TRUSTED_FOR = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Stores stores;
    private final NewMeters newMeters;
    private final IntakeListener listener;
    private final IngestStatistics statistics;
    private final Clock clock;
    private final Map<MeterId, Instant> saidAhead = new HashMap<>();
    private final Set<MeterId> known = new HashSet<>();
    private Instant knownSince = Instant.MIN;

    public Intake(
            Stores stores, NewMeters newMeters, IntakeListener listener, IngestStatistics statistics, Clock clock) {
        this.stores = stores;
        this.newMeters = newMeters;
        this.listener = listener;
        this.statistics = statistics;
        this.clock = clock;
    }

    public IngestStatistics statistics() {
        return statistics;
    }

    /**
     * Why readings of this message may not be stored; empty when they may. Flags clocks that run ahead.
     *
     * @param receivedAt when the message came in
     */
    public Optional<String> objection(Decoded message, Instant receivedAt) {
        for (Reading reading : message.readings()) {
            if (reading.timestamp().isAfter(receivedAt.plus(CLOCKS_MAY_DIFFER))) {
                flagClock(reading, receivedAt);
            }
            if (!newMeters.admitted() && !isKnown(reading.meter())) {
                return Optional.of("Meter " + reading.meter()
                        + " is not in the directory. Add it with PUT /api/v1/meters/{id}, then replay this message.");
            }
        }
        for (Meter announced : message.meters()) {
            if (!newMeters.admitted() && !isKnown(announced.id())) {
                return Optional.of("Meter " + announced.id()
                        + " announced itself and is not in the directory. Add it with PUT /api/v1/meters/{id}.");
            }
        }
        return Optional.empty();
    }

    private synchronized void flagClock(Reading reading, Instant receivedAt) {
        statistics.countClockAhead();
        Instant said = saidAhead.get(reading.meter());
        if (said == null || said.plus(SAID_AGAIN_AFTER).isBefore(receivedAt)) {
            saidAhead.put(reading.meter(), receivedAt);
            LOG.warn(
                    "The clock of meter {} runs ahead: its reading of {} came at {}. Set its clock, or map it to the time"
                            + " of receipt.",
                    reading.meter(),
                    reading.timestamp(),
                    receivedAt);
        }
    }

    private synchronized boolean isKnown(MeterId meter) {
        Instant now = clock.instant();
        if (knownSince.isBefore(now.minus(DIRECTORY_TRUSTED_FOR))) {
            known.clear();
            knownSince = now;
        }
        if (known.contains(meter)) {
            return true;
        }
        boolean found = stores.meters().find(meter).isPresent();
        if (found) {
            known.add(meter);
        }
        return found;
    }

    /**
     * Stores what messages said, the later ones over the earlier ones; it is durable when this returns.
     *
     * @throws org.loadcast.features.store.StoreException when not everything was stored; storing all of it again does no harm
     */
    public void store(Collection<Decoded> messages) {
        List<Reading> readings = new ArrayList<>();
        List<WeatherSample> weather = new ArrayList<>();
        for (Decoded message : messages) {
            readings.addAll(message.readings());
            weather.addAll(message.weather());
            message.meters().forEach(this::enterAnnounced);
        }
        enterNewMeters(readings);
        WriteCounts counts =
                readings.isEmpty() ? WriteCounts.NONE : stores.measurements().write(readings);
        Set<String> locations = new WeatherIntake(stores.weather()).store(weather);
        statistics.countBatch(counts, weather.size());
        if (!readings.isEmpty()) {
            listener.readingsStored(readings);
        }
        if (!locations.isEmpty()) {
            listener.weatherStored(locations);
        }
    }

    /** What a meter tells of itself counts where nobody has told anything about it. */
    private synchronized void enterAnnounced(Meter announced) {
        Optional<Meter> before = stores.meters().find(announced.id());
        Meter blank = Meter.builder(announced.id()).zone(newMeters.zone()).build();
        if (before.isEmpty() || before.get().equals(blank)) {
            stores.meters().put(announced);
            known.add(announced.id());
            if (before.isEmpty()) {
                statistics.countNewMeter();
                LOG.info("Meter {} announced itself; it stands in the directory now.", announced.id());
            }
        }
    }

    private synchronized void enterNewMeters(List<Reading> readings) {
        for (Reading reading : readings) {
            MeterId meter = reading.meter();
            if (!isKnown(meter)) {
                stores.meters().put(Meter.builder(meter).zone(newMeters.zone()).build());
                known.add(meter);
                statistics.countNewMeter();
                LOG.info("Meter {} is new; it stands in the directory now, in zone {}.", meter, newMeters.zone());
            }
        }
    }
}
