package org.loadcast.serving.app.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.simulation.LiveFaults;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Sends what meters measure as it arrives from those that have gone wrong.
 *
 * @param step spacing of the readings
 */
public record FaultySink(LiveSink sink, LiveFaults faults, Duration step) implements LiveSink {

    @Override
    public void readings(List<Reading.Power> readings) throws InterruptedException {
        if (!readings.isEmpty()) {
            Instant ended = readings.get(0).timestamp().plus(step);
            sink.readings(faults.spoil(readings, ended));
        }
    }

    @Override
    public void observed(WeatherTable table) throws InterruptedException {
        sink.observed(table);
    }

    @Override
    public void forecast(WeatherRun run) throws InterruptedException {
        sink.forecast(run);
    }

    @Override
    public void close() {
        sink.close();
    }
}
