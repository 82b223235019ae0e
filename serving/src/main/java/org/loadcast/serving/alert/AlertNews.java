package org.loadcast.serving.alert;

import java.time.Instant;
import java.util.Optional;

/** An alert as others see it: on the stream, by REST, by webhook, on the command line. */
public record AlertNews(
        String id,
        String rule,
        String kind,
        String meterId,
        String state,
        boolean urgent,
        Instant from,
        Instant to,
        String sentence,
        Instant openedAt,
        Instant seenAt,
        Optional<Instant> acknowledgedAt,
        Optional<String> acknowledgedBy,
        Optional<Instant> resolvedAt,
        Optional<Instant> mutedUntil) {

    public static AlertNews of(Alert alert) {
        return new AlertNews(
                alert.id(),
                alert.rule(),
                alert.kind(),
                alert.meter(),
                alert.state().label(),
                alert.urgent(),
                alert.from(),
                alert.to(),
                alert.sentence(),
                alert.openedAt(),
                alert.seenAt(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy(),
                alert.resolvedAt(),
                alert.mutedUntil());
    }
}
