package org.loadcast.serving.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.series.LoadSeries;

/**
 * Too large a part of a window has no readings.
 *
 * @param share of the window, inside (0, 1)
 * @param window up to three weeks
 */
record MissingData(double share, Duration window) implements Condition {

    static final String KIND = "missing-data";
    /** An open one is over when the share falls below this part of the limit. */
    private static final double MARGIN = 0.8;

    MissingData {
        Require.inside(KIND + ": share", share, 0, 1);
        Require.window(KIND, window);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Breach> find(Evidence evidence, boolean open) {
        Optional<Instant> begin = evidence.begin();
        LoadSeries load = evidence.recent(window);
        boolean longGone = !open && evidence.history().present() == 0;
        if (begin.isEmpty() || load.length() == 0 || longGone) {
            return Optional.empty();
        }
        int first = Math.max(0, load.grid().indexOf(begin.get()));
        int expected = load.length() - first;
        double missing = 1 - (double) load.present() / Math.max(1, expected);
        if (expected < load.length() / 2 || missing <= (open ? MARGIN * share : share)) {
            return Optional.empty();
        }
        return Optional.of(new Breach(
                load.grid().startOf(first),
                load.grid().end(),
                String.format(
                        Locale.ROOT,
                        "%.0f %% of the readings of the last %s are missing (limit %.0f %%). Look at the meter and its connection.",
                        100 * missing,
                        Spans.words(window),
                        100 * share)));
    }
}
