package org.loadcast.serving.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.Stores;
import org.loadcast.training.registry.ModelRegistry;
import org.loadcast.training.registry.RegistryException;

/**
 * One thing that must be well for the service to be ready.
 *
 * @param name short, such as {@code store}
 * @param trouble what is wrong and what to do; empty when all is well. It must be quick
 */
public record ReadinessCheck(String name, Supplier<Optional<String>> trouble) {

    /** Whether the stores can be read and written: an empty write takes the right to write and gives it back. */
    static ReadinessCheck ofStores(Stores stores) {
        return new ReadinessCheck("store", () -> {
            try {
                stores.meters().putHolidays(Map.of());
                return stores.trouble();
            } catch (StoreException broken) {
                return Optional.of(String.valueOf(broken.getMessage()));
            }
        });
    }

    /** Whether it can be read which models serve; the models themselves are read when they are needed. */
    static ReadinessCheck ofModels(ModelRegistry models) {
        return new ReadinessCheck("models", () -> {
            try {
                models.readChampions();
                return Optional.empty();
            } catch (RegistryException broken) {
                return Optional.of(String.valueOf(broken.getMessage()));
            }
        });
    }
}
