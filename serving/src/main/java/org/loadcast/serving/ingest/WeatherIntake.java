package org.loadcast.serving.ingest;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.ingest.decode.WeatherSample;

/** Puts samples of weather together to tables: the measured ones of a location, and those of each forecast run. */
final class WeatherIntake {

    private final WeatherStore weather;

    WeatherIntake(WeatherStore weather) {
        this.weather = weather;
    }

    /** Stores samples, and returns their locations. */
    Set<String> store(Collection<WeatherSample> samples) {
        Map<String, WeatherTable.Builder> observed = new TreeMap<>();
        Map<String, Map<Instant, WeatherTable.Builder>> forecasts = new TreeMap<>();
        Set<String> locations = new TreeSet<>();
        for (WeatherSample sample : samples) {
            String location = sample.location();
            locations.add(location);
            Optional<Instant> availableAt = sample.availableAt();
            WeatherTable.Builder table = availableAt.isPresent()
                    ? forecasts
                            .computeIfAbsent(location, added -> new TreeMap<>())
                            .computeIfAbsent(availableAt.get(), run -> WeatherTable.builder(location))
                    : observed.computeIfAbsent(location, WeatherTable::builder);
            sample.values().forEach((variable, value) -> table.set(sample.timestamp(), variable, value));
        }
        observed.values().forEach(table -> weather.writeObserved(table.build()));
        forecasts
                .values()
                .forEach(runs -> runs.forEach(
                        (availableAt, table) -> weather.writeForecast(new WeatherRun(availableAt, table.build()))));
        return locations;
    }
}
