package org.loadcast.serving.app.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;

/** Lets simulated meters live on: when an interval has ended, its readings and weather are sent. */
public final class LiveMeters implements Runnable {

    private final SimulatedDistrict district;
    private final Instant from;
    private final LiveSink sink;
    private final Pace pace;

    /**
     * Meters whose readings before {@code from} have been sent.
     *
     * @param sink closed at the end
     */
    public LiveMeters(SimulatedDistrict district, Instant from, LiveSink sink, Pace pace) {
        this.district = district;
        this.from = from;
        this.sink = sink;
        this.pace = pace;
    }

    /** Runs until the simulated time is over or the thread is interrupted. */
    @Override
    public void run() {
        TimeGrid grid = district.meters().get(0).load().grid();
        try (sink) {
            for (int i = grid.indexOf(from); i < grid.length(); i++) {
                pace.await(grid.endOf(i));
                send(new Interval(grid.startOf(i), grid.endOf(i)), i);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Interval ended, int index) throws InterruptedException {
        List<Reading.Power> readings = new ArrayList<>();
        for (SimulatedMeter simulated : district.meters()) {
            if (!simulated.load().isMissing(index)) {
                readings.add(new Reading.Power(
                        simulated.meter().id(), ended.from(), simulated.load().kilowatts(index)));
            }
        }
        sink.readings(readings);
        Interval hourAgo =
                new Interval(ended.from().minus(Duration.ofHours(1)), ended.to().minus(Duration.ofHours(1)));
        sink.observed(district.weather().observed(hourAgo));
        for (var run : district.weather().forecasts(ended)) {
            sink.forecast(run);
        }
    }
}
