package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;

/**
 * The routes of one part of the service. Each is described in {@code openapi.yaml}; failures are thrown, and become problem
 * documents in {@link Problems}.
 */
@FunctionalInterface
public interface RouteGroup {

    void register(RoutesConfig routes);

    /** Ends the requests that do not end by themselves, because the server is about to stop. */
    default void close() {}
}
