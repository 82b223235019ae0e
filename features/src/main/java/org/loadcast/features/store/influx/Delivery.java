package org.loadcast.features.store.influx;

/** The way by which lines reach the database. Thread-safe. */
interface Delivery extends AutoCloseable {

    /**
     * Delivers lines; they are stored when this returns.
     *
     * @param lines line protocol in seconds, one line each
     * @throws FailedDelivery when they are not
     */
    void deliver(String lines) throws FailedDelivery;

    /**
     * Deletes the points of {@code measurement} with one tag in a span of time; they are gone when this returns.
     *
     * @throws FailedDelivery when they are not
     */
    void delete(Span span) throws FailedDelivery;

    @Override
    void close();

    /** Points of a measurement whose {@code tag} has {@code value}, in the seconds {@code [from, to)}. */
    record Span(String measurement, String tag, String value, long from, long to) {}

    /** Why lines were not stored. */
    final class FailedDelivery extends Exception {

        private static final long serialVersionUID = 1L;

        /** What can be done about it. */
        enum Cause {
            /** The database is away or overloaded: try again later. */
            AWAY,
            /** It wants other rights, or does not know the bucket: somebody must change the configuration. */
            DENIED,
            /** It does not accept these very lines, now or later. */
            UNACCEPTABLE
        }

        private final Cause reason;

        FailedDelivery(Cause reason, String message) {
            super(message);
            this.reason = reason;
        }

        FailedDelivery(Cause reason, String message, Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        /** By a status of HTTP. */
        static FailedDelivery ofStatus(int status, String message) {
            return new FailedDelivery(
                    switch (status) {
                        case 400, 413, 422 -> Cause.UNACCEPTABLE;
                        case 401, 403, 404 -> Cause.DENIED;
                        default -> Cause.AWAY;
                    },
                    message);
        }

        Cause reason() {
            return reason;
        }
    }
}
