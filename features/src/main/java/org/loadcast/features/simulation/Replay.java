package org.loadcast.features.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.LoadSeries;

/**
 * History once more, in the order in which meters told it: simulated, or of a file that was read by {@code LoadCsv}. A reading is told when
 * its interval is over. Not thread-safe.
 */
public final class Replay implements Iterator<Replay.Batch> {

    private final List<MeterId> meters;
    private final List<LoadSeries> loads;
    private final int[] next;
    private final Duration later;

    private Replay(Map<MeterId, LoadSeries> history, Duration later) {
        this.meters = List.copyOf(history.keySet());
        this.loads = meters.stream().map(history::get).toList();
        this.next = new int[loads.size()];
        this.later = later;
        for (int m = 0; m < next.length; m++) {
            skipMissing(m);
        }
    }

    /** What all meters told at one instant. */
    public record Batch(Instant at, List<Reading.Power> readings) {

        public Batch {
            readings = List.copyOf(readings);
        }
    }

    /** The history as it was. */
    public static Replay of(Map<MeterId, LoadSeries> history) {
        return new Replay(history, Duration.ZERO);
    }

    /** The same with all times moved, such as to let a file of last year begin now. */
    public static Replay later(Map<MeterId, LoadSeries> history, Duration later) {
        return new Replay(history, later);
    }

    private void skipMissing(int meter) {
        LoadSeries load = loads.get(meter);
        while (next[meter] < load.length() && load.isMissing(next[meter])) {
            next[meter]++;
        }
    }

    @Override
    public boolean hasNext() {
        for (int m = 0; m < next.length; m++) {
            if (next[m] < loads.get(m).length()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Batch next() {
        Instant at = Instant.MAX;
        for (int m = 0; m < next.length; m++) {
            LoadSeries load = loads.get(m);
            if (next[m] < load.length() && load.grid().endOf(next[m]).isBefore(at)) {
                at = load.grid().endOf(next[m]);
            }
        }
        if (at.equals(Instant.MAX)) {
            throw new NoSuchElementException("The replay is over. Ask hasNext first.");
        }
        List<Reading.Power> readings = new ArrayList<>();
        for (int m = 0; m < next.length; m++) {
            LoadSeries load = loads.get(m);
            if (next[m] < load.length() && load.grid().endOf(next[m]).equals(at)) {
                readings.add(new Reading.Power(
                        meters.get(m), load.grid().startOf(next[m]).plus(later), load.kilowatts(next[m])));
                next[m]++;
                skipMissing(m);
            }
        }
        return new Batch(at.plus(later), readings);
    }

    /**
     * Tells all that is left, waiting between batches as long as the meters did, divided by {@code speed}; one that the listener is
     * late for follows at once.
     *
     * @param speed 1 for real time, 60 for a minute in a second; infinite for no waiting
     * @throws InterruptedException when the thread is interrupted; the rest can be played later
     */
    public void play(double speed, Consumer<Batch> listener) throws InterruptedException {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("Speed " + speed + " is not positive. Use 1 for real time.");
        }
        long begun = System.nanoTime();
        Instant first = Instant.MAX;
        while (hasNext()) {
            Batch batch = next();
            first = first.equals(Instant.MAX) ? batch.at() : first;
            double due = Duration.between(first, batch.at()).toMillis() / speed;
            long wait = (long) (due - (System.nanoTime() - begun) / 1e6);
            if (wait > 0) {
                Thread.sleep(wait);
            }
            listener.accept(batch);
        }
    }
}
