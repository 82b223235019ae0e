package org.loadcast.serving.app.live;

import java.util.List;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** Where simulated meters send what they measure. */
public interface LiveSink extends AutoCloseable {

    /** The readings of all meters of an interval that has ended. */
    void readings(List<Reading.Power> readings) throws InterruptedException;

    /** Weather as it was measured. */
    void observed(WeatherTable table) throws InterruptedException;

    /** A weather forecast that has become known. */
    void forecast(WeatherRun run) throws InterruptedException;

    /** Lets go of what it sends by. */
    @Override
    default void close() {}
}
