package org.loadcast.serving.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;

/**
 * Opens alerts when conditions hold and resolves them when these were gone for a while: one alert for a rule and a meter at a time.
 * Thread-safe.
 */
public final class AlertDesk {

    /** Steps of the history that is looked at where meters report more often, and where all of them send many readings. */
    private static final Duration FINE = Duration.ofMinutes(5);

    private static final Duration COARSE = Duration.ofMinutes(15);
    private static final long MANY_READINGS_A_DAY = 50_000;
    private static final Duration STEP_STANDS_FOR = Duration.ofDays(1);

    private final Stores stores;
    private final AlertStore alerts;
    private final List<AlertRule> rules;
    private final Duration clearAfter;
    private final boolean live;
    private final Optional<Set<MeterId>> only;
    private Duration finestStep = FINE;
    private Instant stepChosenAt = Instant.EPOCH;

    /**
     * A desk.
     *
     * @param clearAfter how long a condition must be gone before its alert is resolved
     * @param live false for a replay, which knows nothing of its present
     */
    public AlertDesk(Stores stores, AlertStore alerts, List<AlertRule> rules, Duration clearAfter, boolean live) {
        this(stores, alerts, rules, clearAfter, live, Optional.empty());
    }

    private AlertDesk(
            Stores stores,
            AlertStore alerts,
            List<AlertRule> rules,
            Duration clearAfter,
            boolean live,
            Optional<Set<MeterId>> only) {
        this.stores = stores;
        this.alerts = alerts;
        this.rules = List.copyOf(rules);
        this.clearAfter = clearAfter;
        this.live = live;
        this.only = only;
    }

    /** The same for some meters only. */
    public AlertDesk limitedTo(Collection<MeterId> meters) {
        return new AlertDesk(stores, alerts, rules, clearAfter, live, Optional.of(Set.copyOf(meters)));
    }

    private record Key(String rule, String meter) {}

    private record Asked(AlertRule rule, Meter meter) {

        Key key() {
            return new Key(rule.name(), meter.id().value());
        }
    }

    /**
     * Asks every rule about every meter as of {@code at}; what is of a rule or a meter that is no more is resolved.
     *
     * @return the alerts that were opened or resolved
     */
    public List<Alert> evaluate(Instant at) {
        List<Meter> meters = stores.meters().all().stream()
                .filter(meter -> only.map(ids -> ids.contains(meter.id())).orElse(true))
                .toList();
        return evaluate(meters, rule -> true, at, true);
    }

    /** Asks the rules that depend on forecasts alone. */
    public List<Alert> evaluateForecasts(Collection<Meter> meters, Instant at) {
        return evaluate(meters, rule -> rule.condition().isAboutForecasts(), at, false);
    }

    private List<Alert> evaluate(Collection<Meter> meters, Predicate<AlertRule> wanted, Instant at, boolean complete) {
        Map<Key, Alert> open = open();
        List<Alert> changed = new ArrayList<>();
        Duration finest = finestStep(at);
        for (Meter meter : meters) {
            Evidence evidence = new Evidence(stores, meter, at, live, finest);
            for (AlertRule rule : rules) {
                if (wanted.test(rule) && rule.isAbout(meter)) {
                    Asked asked = new Asked(rule, meter);
                    Optional<Alert> known = Optional.ofNullable(open.remove(asked.key()));
                    Optional<Breach> breach = rule.condition().find(evidence, known.isPresent());
                    apply(asked, known.map(Alert::id), breach, at).ifPresent(changed::add);
                }
            }
        }
        if (complete) {
            open.values().forEach(orphan -> resolve(orphan.id(), at).ifPresent(changed::add));
        }
        return changed;
    }

    /** Three weeks of five minutes are read by reading, among those of all meters; quarter-hours are not. */
    private synchronized Duration finestStep(Instant at) {
        if (Duration.between(stepChosenAt, at).abs().compareTo(STEP_STANDS_FOR) > 0) {
            long readingsOfDay = stores.meters().all().stream()
                    .flatMap(meter -> stores.measurements().nativeStep(meter.id()).stream())
                    .mapToLong(step -> Duration.ofDays(1).dividedBy(step))
                    .sum();
            finestStep = readingsOfDay > MANY_READINGS_A_DAY ? COARSE : FINE;
            stepChosenAt = at;
        }
        return finestStep;
    }

    private Map<Key, Alert> open() {
        Map<Key, Alert> open = new HashMap<>();
        alerts.unresolved().forEach(alert -> open.put(new Key(alert.rule(), alert.meter()), alert));
        return open;
    }

    private synchronized Optional<Alert> apply(Asked asked, Optional<String> id, Optional<Breach> breach, Instant at) {
        Optional<Alert> known = id.flatMap(alerts::find).filter(alert -> !alert.isResolved());
        if (known.isEmpty()) {
            Optional<Alert> opened = breach.map(found ->
                    Alert.open(asked.rule(), asked.meter().id().value(), found, at, mutedUntil(asked.key(), at)));
            opened.ifPresent(alerts::put);
            return opened;
        }
        if (breach.isPresent()) {
            alerts.put(known.get().seen(breach.get(), at));
            return Optional.empty();
        }
        boolean gone = !known.get().seenAt().plus(clearAfter).isAfter(at);
        return gone ? resolve(known.get().id(), at) : Optional.empty();
    }

    private synchronized Optional<Alert> resolve(String id, Instant at) {
        Optional<Alert> resolved =
                alerts.find(id).filter(alert -> !alert.isResolved()).map(alert -> alert.resolved(at));
        resolved.ifPresent(alerts::put);
        return resolved;
    }

    /** Notes that {@code who} knows of an alert; an alert that is acknowledged or resolved stays as it is. */
    public synchronized Optional<Alert> acknowledge(String id, String who, Instant at) {
        Optional<Alert> known = alerts.find(id);
        if (known.isEmpty() || known.get().state() != AlertState.OPEN) {
            return known;
        }
        Alert acknowledged = known.get().acknowledged(who, at);
        alerts.put(acknowledged);
        return Optional.of(acknowledged);
    }

    /** Until when somebody wanted to hear nothing of a rule and a meter. */
    private Optional<Instant> mutedUntil(Key key, Instant at) {
        return alerts.all().stream()
                .filter(alert -> alert.isMuted(at) && key.equals(new Key(alert.rule(), alert.meter())))
                .flatMap(alert -> alert.mutedUntil().stream())
                .max(Comparator.naturalOrder());
    }

    /** Tells nobody of an alert until an instant, nor of the next one of its rule and meter; a past instant ends that. */
    public synchronized Optional<Alert> mute(String id, Instant until) {
        Optional<Alert> known = alerts.find(id);
        known.ifPresent(alert -> alerts.all().stream()
                .filter(other ->
                        other.rule().equals(alert.rule()) && other.meter().equals(alert.meter()))
                .filter(other -> other.id().equals(id) || other.mutedUntil().isPresent())
                .forEach(other -> alerts.put(other.muted(until))));
        return alerts.find(id);
    }

    /** Notes that news of an alert arrived. */
    synchronized void told(String id, String news) {
        alerts.find(id).map(alert -> alert.told(news)).ifPresent(alerts::put);
    }

    /** All alerts that are kept, newest first. */
    public List<Alert> all() {
        return alerts.all();
    }

    public Optional<Alert> find(String id) {
        return alerts.find(id);
    }

    Optional<Instant> digestAt(String sink) {
        return alerts.digestAt(sink);
    }

    void digestAt(String sink, Instant at) {
        alerts.digestAt(sink, at);
    }
}
