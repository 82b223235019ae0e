package org.loadcast.serving.forecast;

import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.training.forecaster.FittedForecaster;
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
 * <p>A model is loaded when it is first asked. The models used last are kept, fewer when memory is short. A model that the
 * registry refuses (a file was changed, its family is not there) is tried again after a minute. Thread-safe.
 */
public final class RegistryModelSource implements ModelSource {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryModelSource.class);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    /** Of the heap for each model that is kept; a blend takes about half of it. */
    private static final long BYTES_FOR_A_MODEL = 1_000_000;

    private final ModelRegistry registry;
    private final Clock clock;
    private final LruCache<String, Model> models;

    /** A source that keeps as many models as the heap of this process has room for. */
    public RegistryModelSource(ModelRegistry registry, Clock clock) {
        this(registry, (int) Math.min(100_000, Runtime.getRuntime().maxMemory() / BYTES_FOR_A_MODEL), clock);
    }

    /**
     * A source on {@code registry}.
     *
     * @param mostLoaded models that are kept in memory
     */
    public RegistryModelSource(ModelRegistry registry, int mostLoaded, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.models = new LruCache<>(mostLoaded);
    }

    @Override
    public Champion champion(Meter meter, Horizon horizon) {
        Horizon trained = trainedFor(horizon);
        try {
            Optional<String> id = Stream.concat(
                            Stream.of(ModelKey.ofMeter(meter.id(), trained)),
                            meter.groups().stream().map(group -> ModelKey.ofGroup(group, trained)))
                    .flatMap(key -> registry.championId(key).stream())
                    .findFirst();
            return id.isPresent()
                    ? models.getOrMake(id.get(), Model::new).champion()
                    : ModelSource.none().champion(meter, horizon);
        } catch (RegistryException unreadable) {
            return new Champion.Absent("The model registry cannot be read: " + unreadable.getMessage());
        }
    }

    private static Horizon trainedFor(Horizon horizon) {
        boolean covered = horizon instanceof Horizon.Span span && span.length().compareTo(REACH) <= 0;
        return covered ? Horizon.DAY_AHEAD : horizon;
    }

    /** One model, loaded or not; whoever comes second waits for the one who loads. */
    private final class Model {

        private final String id;
        private Optional<Champion> champion = Optional.empty();
        private SoftReference<@Nullable FittedForecaster> loaded = new SoftReference<>(null);
        private Optional<RegistryException> refused = Optional.empty();
        private Instant refusedUntil = Instant.MIN;

        Model(String id) {
            this.id = id;
        }

        synchronized Champion champion() {
            if (champion.isEmpty()) {
                Provenance provenance = version().provenance();
                champion = Optional.of(new Champion.Promoted(
                        id,
                        provenance.family(),
                        provenance.trainedUntil(),
                        provenance.step(),
                        provenance.quantileLevels(),
                        this::forecaster));
            }
            return champion.get();
        }

        private ModelVersion version() {
            return registry.find(id)
                    .orElseThrow(() -> new RegistryException(
                            "Model " + id + " is the champion but not in the registry. Promote another one."));
        }

        private synchronized FittedForecaster forecaster() {
            FittedForecaster known = loaded.get();
            if (known != null) {
                return known;
            }
            if (refused.isPresent() && clock.instant().isBefore(refusedUntil)) {
                throw refused.get();
            }
            try {
                FittedForecaster fresh = registry.load(version());
                loaded = new SoftReference<>(fresh);
                return fresh;
            } catch (RegistryException why) {
                LOG.error("Model {} is refused", id, why);
                refused = Optional.of(why);
                refusedUntil = clock.instant().plus(REFUSED_FOR);
                throw why;
            }
        }
    }
}
