package org.loadcast.serving.app.wiring;

import java.util.Collection;
import org.loadcast.features.meter.Reading;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.ingest.IntakeListener;
import org.loadcast.serving.stream.Event;

/** Tells forecasts, so that they no longer answer from what they remember, and the listeners of events. */
public record IntakeNews(Installation installation) implements IntakeListener {

    @Override
    public void readingsStored(Collection<Reading> readings) {
        installation.forecasts().readingsStored(readings);
        installation
                .events()
                .publish(readings.stream().map(Event.ReadingStored::new).toList());
    }

    @Override
    public void weatherStored(Collection<String> locations) {
        installation.forecasts().weatherChanged(locations);
    }
}
