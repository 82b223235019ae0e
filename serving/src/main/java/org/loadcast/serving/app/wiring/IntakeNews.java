package org.loadcast.serving.app.wiring;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.ingest.IntakeListener;
import org.loadcast.serving.stream.Event;

/** Tells forecasts, so that they no longer answer from what they remember, and the listeners of events. */
public record IntakeNews(Installation installation) implements IntakeListener {

    @Override
    public void readingsStored(Collection<Reading> readings) {
        Map<MeterId, Instant> earliest = new HashMap<>();
        readings.forEach(
                reading -> earliest.merge(reading.meter(), reading.timestamp(), (a, b) -> a.isBefore(b) ? a : b));
        installation.forecasts().readingsChanged(earliest);
        installation
                .events()
                .publish(readings.stream().map(Event.ReadingStored::new).toList());
    }

    @Override
    public void weatherStored(Collection<String> locations) {
        installation.forecasts().weatherChanged(locations);
    }
}
