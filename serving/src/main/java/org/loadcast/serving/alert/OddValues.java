package org.loadcast.serving.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.quality.Finding;

/**
 * The quality checks found something in the newest readings.
 *
 * @param kind one of {@link #kinds}
 * @param window how old a finding may be
 */
record OddValues(String kind, Duration window) implements Condition {

    private static final Map<String, Class<? extends Finding>> FINDINGS = Map.of(
            "wrong-sign", Finding.SignFlip.class,
            "night-generation", Finding.DarkGeneration.class,
            "flatline", Finding.Flatline.class,
            "spike", Finding.Spike.class);

    OddValues {
        if (!FINDINGS.containsKey(kind)) {
            throw new IllegalArgumentException("'" + kind + "' is no kind of finding. Use one of " + kinds() + ".");
        }
        Require.window(kind, window);
    }

    static Set<String> kinds() {
        return FINDINGS.keySet();
    }

    @Override
    public Optional<Breach> find(Evidence evidence, boolean open) {
        Class<? extends Finding> wanted = FINDINGS.getOrDefault(kind, Finding.class);
        Instant since = evidence.at().minus(window);
        List<Finding> recent = evidence.report().findings().stream()
                .filter(wanted::isInstance)
                .filter(finding -> finding.interval().to().isAfter(since))
                .toList();
        return recent.stream()
                .max(Comparator.comparing(finding -> finding.interval().to()))
                .map(newest -> new Breach(
                        recent.get(0).interval().from(), newest.interval().to(), sentence(newest, recent.size())));
    }

    private static String sentence(Finding newest, int count) {
        return count == 1 ? newest.sentence() : newest.sentence() + " It is the newest of " + count + ".";
    }
}
