package org.loadcast.serving.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts of a replay, which nobody keeps. */
public final class MemoryAlerts implements AlertStore {

    private static final Comparator<Alert> OLDEST_FIRST = Comparator.comparing(Alert::openedAt);

    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Instant> digests = new LinkedHashMap<>();

    @Override
    public synchronized void put(Alert alert) {
        alerts.put(alert.id(), alert);
    }

    @Override
    public synchronized Optional<Alert> find(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    @Override
    public synchronized List<Alert> unresolved() {
        return alerts.values().stream()
                .filter(alert -> !alert.isResolved())
                .sorted(OLDEST_FIRST)
                .toList();
    }

    @Override
    public synchronized List<Alert> all() {
        return alerts.values().stream().sorted(OLDEST_FIRST.reversed()).toList();
    }

    @Override
    public synchronized Optional<Instant> digestAt(String sink) {
        return Optional.ofNullable(digests.get(sink));
    }

    @Override
    public synchronized void digestAt(String sink, Instant at) {
        digests.put(sink, at);
    }
}
