package org.loadcast.serving.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.loadcast.features.series.LoadSeries;

/**
 * A meter that reported in the last three weeks does not any more.
 *
 * @param after how long it may be silent, up to three weeks
 */
record SilentMeter(Duration after) implements Condition {

    static final String KIND = "silent-meter";

    SilentMeter {
        Require.window(KIND, after);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Breach> find(Evidence evidence, boolean open) {
        LoadSeries load = evidence.history();
        int newest = load.length() - 1;
        while (newest >= 0 && load.isMissing(newest)) {
            newest--;
        }
        // History that was imported, or a meter that was taken away long ago, is no news.
        if (newest < 0 && !open) {
            return Optional.empty();
        }
        Instant last = load.grid().startOf(newest + 1);
        if (!last.plus(after).isBefore(evidence.at())) {
            return Optional.empty();
        }
        String since = newest < 0 ? "for more than three weeks" : "since " + last;
        return Optional.of(new Breach(
                last, evidence.at(), "The meter is silent " + since + ". Look at its power and its connection."));
    }
}
