package org.loadcast.serving.app.wiring;

import java.util.List;
import org.loadcast.serving.api.ReadinessCheck;
import org.loadcast.serving.api.RouteGroup;

/**
 * A part of the running service that works beside the answers to requests, such as the intake of messages or a schedule. It is
 * built before the server listens, started once it does, and closed after the server, in reverse order of the start.
 */
public interface ServicePart extends AutoCloseable {

    /** A part that only answers requests. */
    public static ServicePart of(RouteGroup... groups) {
        return new ServicePart() {
            @Override
            public List<RouteGroup> routes() {
                return List.of(groups);
            }
        };
    }

    /** Routes of its own. */
    default List<RouteGroup> routes() {
        return List.of();
    }

    /** What must be well with it for the service to be ready. */
    default List<ReadinessCheck> checks() {
        return List.of();
    }

    /** Begins to work, in threads of its own. */
    default void start() {}

    /** Ends its work: what was begun is finished or given back, and nothing is lost. */
    @Override
    default void close() {}
}
