package org.loadcast.serving.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.series.CounterStates;
import org.loadcast.features.series.CounterToPower;
import org.loadcast.features.series.Interval;

/**
 * An energy counter began again from a lower state, without having turned over.
 *
 * @param window how old the reset may be
 */
record CounterResets(Duration window) implements Condition {

    static final String KIND = "counter-reset";

    private static final Duration STEP = Duration.ofMinutes(15);

    CounterResets {
        Require.window(KIND, window);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Breach> find(Evidence evidence, boolean open) {
        CounterStates states = new CounterStates();
        evidence.counters(window)
                .forEach(state -> states.add(state.timestamp().getEpochSecond(), state.kilowattHours()));
        List<Interval> resets = states.size() < 2
                ? List.of()
                : CounterToPower.to(STEP).apply(states).resets();
        if (resets.isEmpty()) {
            return Optional.empty();
        }
        Interval newest = resets.get(resets.size() - 1);
        return Optional.of(new Breach(
                newest.from(),
                newest.to(),
                "The energy counter began again between " + newest.from() + " and " + newest.to()
                        + "; the energy of that time is not known. Was the meter replaced?"));
    }
}
