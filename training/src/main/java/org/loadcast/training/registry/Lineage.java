package org.loadcast.training.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The champions of one key: the content of its pointer file.
 *
 * @param line champions in the order in which each replaced the one before; the last serves
 * @param history what was done, oldest first, the latest {@value #REMEMBERED} events
 */
record Lineage(ModelKey key, List<String> line, List<PromotionEvent> history) {

    private static final int REMEMBERED = 200;

    Lineage {
        line.forEach(ModelVersion::requireId);
        line = List.copyOf(line);
        history = List.copyOf(history.subList(Math.max(0, history.size() - REMEMBERED), history.size()));
    }

    static Lineage empty(ModelKey key) {
        return new Lineage(key, List.of(), List.of());
    }

    Optional<String> champion() {
        return line.isEmpty() ? Optional.empty() : Optional.of(line.get(line.size() - 1));
    }

    Optional<String> predecessor() {
        return line.size() < 2 ? Optional.empty() : Optional.of(line.get(line.size() - 2));
    }

    /** With {@code id} as champion; one that was a champion before moves to the end. */
    Lineage promote(String id, Instant at, String reason) {
        List<String> longer = new ArrayList<>(line);
        longer.remove(id);
        longer.add(id);
        return new Lineage(key, longer, with("promote", id, at, reason));
    }

    /** With the predecessor as champion; the champion leaves the line. */
    Lineage rollback(Instant at, String reason) {
        String back = predecessor()
                .orElseThrow(() -> new RegistryException("There is no earlier champion of " + key
                        + " to roll back to. Promote another model by its id."));
        return new Lineage(key, line.subList(0, line.size() - 1), with("rollback", back, at, reason));
    }

    /** Without {@code ids}, which are about to be deleted. */
    Lineage without(Collection<String> ids) {
        return new Lineage(key, line.stream().filter(id -> !ids.contains(id)).toList(), history);
    }

    private List<PromotionEvent> with(String action, String id, Instant at, String reason) {
        List<PromotionEvent> longer = new ArrayList<>(history);
        longer.add(new PromotionEvent(at, action, id, reason));
        return longer;
    }
}
