package org.loadcast.serving.forecast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.training.registry.ModelKey;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.ModelVersion;
import org.loadcast.training.registry.Provenance;
import org.loadcast.training.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The champions of a {@link ModelRegistry}: the meter's own, else that of the first of its groups that has one.
 *
 * <p>A model is loaded when it is first asked for, and the models used last are kept. A model that the registry refuses
 * (a file was changed, its family is not there) is tried again after a minute. Thread-safe.
 */
public final class RegistryModelSource implements ModelSource {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryModelSource.class);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private final ModelRegistry registry;
    private final Clock clock;
    private final LruCache<String, Slot> loaded;

    /**
     * A source on {@code registry}.
     *
     * @param mostLoaded models that are kept in memory
     */
    public RegistryModelSource(ModelRegistry registry, int mostLoaded, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.loaded = new LruCache<>(mostLoaded);
    }

    @Override
    public Champion champion(Meter meter, Horizon horizon) {
        try {
            Optional<String> id = Stream.concat(
                            Stream.of(ModelKey.ofMeter(meter.id(), horizon)),
                            meter.groups().stream().map(group -> ModelKey.ofGroup(group, horizon)))
                    .flatMap(key -> registry.championId(key).stream())
                    .findFirst();
            return id.isPresent()
                    ? loaded.getOrMake(id.get(), Slot::new).champion()
                    : ModelSource.none().champion(meter, horizon);
        } catch (RegistryException unreadable) {
            return new Champion.Absent("The model registry cannot be read: " + unreadable.getMessage());
        }
    }

    /** The place of one model in memory; whoever comes second waits for the one who loads. */
    private final class Slot {

        private final String id;
        private Champion champion = new Champion.Absent("not loaded yet");
        private Instant trustedUntil = Instant.MIN;

        Slot(String id) {
            this.id = id;
        }

        synchronized Champion champion() {
            if (!clock.instant().isBefore(trustedUntil)) {
                champion = load();
                trustedUntil = champion instanceof Champion.Promoted
                        ? Instant.MAX
                        : clock.instant().plus(REFUSED_FOR);
            }
            return champion;
        }

        private Champion load() {
            try {
                ModelVersion version = registry.find(id)
                        .orElseThrow(() -> new RegistryException("it is not in the registry. Promote another one."));
                Provenance provenance = version.provenance();
                return new Champion.Promoted(
                        id,
                        provenance.family(),
                        provenance.trainedUntil(),
                        provenance.step(),
                        provenance.quantileLevels(),
                        registry.load(version));
            } catch (RuntimeException refused) {
                LOG.error("Model {} is refused", id, refused);
                return new Champion.Absent("Model " + id + " was refused: " + refused.getMessage());
            }
        }
    }
}
