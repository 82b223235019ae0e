package org.loadcast.serving.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.stream.Event;
import org.loadcast.serving.stream.EventBus;

/** Lets the simulated meters live on: when an interval has ended by the clock, its readings and weather are stored. */
final class LiveMeters implements Runnable {

    private final SimulatedDistrict district;
    private final Instant from;
    private final Stores stores;
    private final ForecastService forecasts;
    private final EventBus events;
    private final FasterClock clock;

    /** Meters whose readings before {@code from} are stored already. */
    LiveMeters(
            SimulatedDistrict district,
            Instant from,
            Stores stores,
            ForecastService forecasts,
            EventBus events,
            FasterClock clock) {
        this.district = district;
        this.from = from;
        this.stores = stores;
        this.forecasts = forecasts;
        this.events = events;
        this.clock = clock;
    }

    /** Runs until the simulated time is over or the thread is interrupted. */
    @Override
    public void run() {
        TimeGrid grid = district.meters().get(0).load().grid();
        try {
            for (int i = grid.indexOf(from); i < grid.length(); i++) {
                Duration wait = clock.baseTimeUntil(grid.endOf(i));
                if (!wait.isNegative()) {
                    Thread.sleep(wait.toMillis() + 1);
                }
                store(new Interval(grid.startOf(i), grid.endOf(i)), i);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void store(Interval ended, int index) {
        List<Reading> readings = new ArrayList<>();
        Map<MeterId, Instant> earliest = new HashMap<>();
        for (SimulatedMeter simulated : district.meters()) {
            MeterId meter = simulated.meter().id();
            readings.add(new Reading.Power(meter, ended.from(), simulated.load().kilowatts(index)));
            earliest.put(meter, ended.from());
        }
        stores.measurements().write(readings);
        forecasts.readingsChanged(earliest);
        events.publish(readings.stream().map(Event.ReadingStored::new).toList());
        storeWeather(ended);
    }

    private void storeWeather(Interval ended) {
        Interval hourAgo =
                new Interval(ended.from().minus(Duration.ofHours(1)), ended.to().minus(Duration.ofHours(1)));
        stores.weather().writeObserved(district.weather().observed(hourAgo));
        district.weather().forecasts(ended).forEach(stores.weather()::writeForecast);
        forecasts.weatherChanged(Set.of(district.weather().climate().location()));
    }
}
