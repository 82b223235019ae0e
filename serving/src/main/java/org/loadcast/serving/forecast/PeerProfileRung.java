package org.loadcast.serving.forecast;

import java.time.Instant;
import java.util.List;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.view.PointInTimeView;

/** The mean of the typical days of other meters of the same category, for a meter that is too new to have its own. */
final class PeerProfileRung implements Rung {

    private static final int MOST_PEERS = 12;
    private static final int FEWEST_PEERS = 2;

    private final MeterDirectory meters;
    private final HistoryReader histories;
    private final ProfileRung profile = new ProfileRung();

    PeerProfileRung(MeterDirectory meters, HistoryReader histories) {
        this.meters = meters;
        this.histories = histories;
    }

    @Override
    public Tier tier() {
        return Tier.PROFILE;
    }

    @Override
    public Answer answer(PointInTimeView view, TimeGrid target, Quantiles quantiles) {
        Meter asked = view.meter();
        if (asked.category().isEmpty()) {
            return new Answer.Passed("it has no category whose other meters could stand in.");
        }
        List<QuantileRows> typical = meters.all().stream()
                .filter(peer ->
                        peer.category().equals(asked.category()) && !peer.id().equals(asked.id()))
                .map(peer -> profile.answer(viewOf(peer, view.cutoff(), target), target, quantiles))
                .filter(Answer.Given.class::isInstance)
                .map(answer -> ((Answer.Given) answer).rows())
                .limit(MOST_PEERS)
                .toList();
        if (typical.size() < FEWEST_PEERS) {
            return new Answer.Passed("fewer than " + FEWEST_PEERS + " other meters of category "
                    + asked.category().get() + " have a typical day.");
        }
        return new Answer.Given(new QuantileRows(quantiles, mean(typical, target.length(), quantiles.count())));
    }

    private PointInTimeView viewOf(Meter peer, Instant cutoff, TimeGrid target) {
        return histories.read(peer, cutoff, target, false).asOf(cutoff);
    }

    private static double[][] mean(List<QuantileRows> rows, int length, int width) {
        double[][] mean = new double[length][width];
        for (QuantileRows one : rows) {
            for (int row = 0; row < length; row++) {
                for (int q = 0; q < width; q++) {
                    mean[row][q] += one.kilowatts(row, q) / rows.size();
                }
            }
        }
        return mean;
    }
}
