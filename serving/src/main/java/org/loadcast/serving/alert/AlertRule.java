package org.loadcast.serving.alert;

import java.util.Set;
import org.loadcast.features.meter.Meter;

/**
 * Which meters ring on which condition.
 *
 * @param name unique among the rules
 * @param meters ids; a meter that is named here, or in one of {@code groups}, or of one of {@code categories} is meant; when all
 *     three are empty, every meter is
 * @param urgent whether it is told in quiet hours too
 */
public record AlertRule(
        String name,
        Condition condition,
        Set<String> meters,
        Set<String> groups,
        Set<String> categories,
        boolean urgent) {

    public AlertRule {
        meters = Set.copyOf(meters);
        groups = Set.copyOf(groups);
        categories = Set.copyOf(categories);
        if (name.isBlank()) {
            throw new IllegalArgumentException("An alert rule has no name. Give it a unique one.");
        }
    }

    /** A rule for every meter, named after its condition. */
    static AlertRule forAll(Condition condition) {
        return new AlertRule(condition.kind(), condition, Set.of(), Set.of(), Set.of(), false);
    }

    public boolean isAbout(Meter meter) {
        return (meters.isEmpty() && groups.isEmpty() && categories.isEmpty())
                || meters.contains(meter.id().value())
                || meter.groups().stream().anyMatch(groups::contains)
                || meter.category().filter(categories::contains).isPresent();
    }
}
