package org.loadcast.serving.api;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well for the service to be ready.
 *
 * @param name short, such as {@code store}
 * @param trouble what is wrong and what to do; empty when all is well. It must be quick
 */
public record ReadinessCheck(String name, Supplier<Optional<String>> trouble) {}
