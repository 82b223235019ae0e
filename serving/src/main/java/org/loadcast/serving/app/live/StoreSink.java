package org.loadcast.serving.app.live;

import java.util.List;
import java.util.Set;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.Stores;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.ingest.IntakeListener;

/** Puts what simulated meters measure straight into the stores. */
public record StoreSink(Stores stores, IntakeListener news) implements LiveSink {

    @Override
    public void readings(List<Reading.Power> readings) {
        stores.measurements().write(readings);
        news.readingsStored(List.copyOf(readings));
    }

    @Override
    public void observed(WeatherTable table) {
        stores.weather().writeObserved(table);
        news.weatherStored(Set.of(table.location()));
    }

    @Override
    public void forecast(WeatherRun run) {
        stores.weather().writeForecast(run);
        news.weatherStored(Set.of(run.table().location()));
    }
}
