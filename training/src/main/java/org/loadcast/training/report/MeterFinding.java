package org.loadcast.training.report;

import java.time.ZoneId;
import java.util.Optional;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.PeakScores;
import org.loadcast.training.metrics.Scores;

/** What the promoted family did on one meter. */
record MeterFinding(
        MeterId meter, ZoneId zone, String family, BacktestRows rows, Scores scores, Optional<PeakScores> peaks) {

    /** Whether the meter generates more than it consumes. */
    boolean generates() {
        double sum = 0;
        for (int row = 0; row < rows.size(); row++) {
            sum += rows.isMeasured(row) ? rows.measured(row) : 0;
        }
        return sum < 0;
    }
}
