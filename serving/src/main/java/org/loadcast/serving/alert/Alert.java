package org.loadcast.serving.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One rule that rang for one meter, from its opening until it was resolved.
 *
 * @param rule name of the rule
 * @param kind of its condition, such as {@code flatline}
 * @param meter id of the meter
 * @param urgent whether it is told in quiet hours too
 * @param from start of the time that it is about
 * @param to end of that time
 * @param sentence what is wrong and what to do, for people
 * @param openedAt when it was found first
 * @param seenAt when it was found last
 * @param acknowledgedBy who said that they know
 * @param mutedUntil until when nobody is told of it, nor of the same rule and meter
 * @param told which news of it arrived where; see {@link Courier}
 */
public record Alert(
        String id,
        String rule,
        String kind,
        String meter,
        boolean urgent,
        AlertState state,
        Instant from,
        Instant to,
        String sentence,
        Instant openedAt,
        Instant seenAt,
        Optional<Instant> acknowledgedAt,
        Optional<String> acknowledgedBy,
        Optional<Instant> resolvedAt,
        Optional<Instant> mutedUntil,
        Set<String> told) {

    public Alert {
        told = Set.copyOf(told);
    }

    /** @param muted until when nobody wants to hear of this rule and meter */
    static Alert open(AlertRule rule, String meter, Breach breach, Instant at, Optional<Instant> muted) {
        return new Alert(
                UUID.randomUUID().toString(),
                rule.name(),
                rule.condition().kind(),
                meter,
                rule.urgent(),
                AlertState.OPEN,
                breach.from(),
                breach.to(),
                breach.sentence(),
                at,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                muted,
                Set.of());
    }

    public boolean isResolved() {
        return state == AlertState.RESOLVED;
    }

    /** When something last happened to it. */
    public Instant changedAt() {
        return resolvedAt.or(() -> acknowledgedAt).orElse(openedAt);
    }

    Alert seen(Breach breach, Instant at) {
        Instant earliest = breach.from().isBefore(from) ? breach.from() : from;
        return new Alert(
                id,
                rule,
                kind,
                meter,
                urgent,
                state,
                earliest,
                breach.to(),
                breach.sentence(),
                openedAt,
                at,
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                mutedUntil,
                told);
    }

    Alert acknowledged(String who, Instant at) {
        return in(AlertState.ACKNOWLEDGED, Optional.of(at), Optional.of(who), Optional.empty());
    }

    Alert resolved(Instant at) {
        return in(AlertState.RESOLVED, acknowledgedAt, acknowledgedBy, Optional.of(at));
    }

    private Alert in(AlertState next, Optional<Instant> known, Optional<String> who, Optional<Instant> resolved) {
        return new Alert(
                id,
                rule,
                kind,
                meter,
                urgent,
                next,
                from,
                to,
                sentence,
                openedAt,
                seenAt,
                known,
                who,
                resolved,
                mutedUntil,
                told);
    }

    public boolean isMuted(Instant at) {
        return mutedUntil.filter(until -> until.isAfter(at)).isPresent();
    }

    /** @param until past to hear of it again */
    Alert muted(Instant until) {
        return new Alert(
                id,
                rule,
                kind,
                meter,
                urgent,
                state,
                from,
                to,
                sentence,
                openedAt,
                seenAt,
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                Optional.of(until),
                told);
    }

    Alert told(String news) {
        Set<String> all = new TreeSet<>(told);
        all.add(news);
        return new Alert(
                id,
                rule,
                kind,
                meter,
                urgent,
                state,
                from,
                to,
                sentence,
                openedAt,
                seenAt,
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                mutedUntil,
                all);
    }
}
