package org.loadcast.serving.issue;

/** Tells others of issued forecasts. Thread-safe. */
@FunctionalInterface
public interface ForecastPublisher {

    /**
     * Tells of the forecasts of a round, which are stored; soon, and without waiting for who listens.
     *
     * @throws RuntimeException when it cannot; the other publishers are asked all the same
     */
    void publish(IssueRound round);
}
