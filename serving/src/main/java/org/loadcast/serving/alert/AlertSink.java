package org.loadcast.serving.alert;

/** A way to people. Thread-safe. */
public interface AlertSink {

    /** Unique among the sinks, and the same after a restart. */
    String name();

    /**
     * Tells it; it arrived when this returns.
     *
     * @throws UndeliveredException when it did not; then it is told again later
     */
    void send(Letter letter) throws UndeliveredException;
}
