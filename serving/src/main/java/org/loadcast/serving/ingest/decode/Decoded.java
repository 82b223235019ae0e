package org.loadcast.serving.ingest.decode;

import java.util.List;
import org.loadcast.features.meter.Reading;

/**
 * What a message said.
 *
 * @param readings in our units and signs
 * @param weather measured or forecast
 * @param refused why rows of the message cannot be used while others can; the message belongs among the dead letters, and its
 *     good rows into the store
 */
public record Decoded(List<Reading> readings, List<WeatherSample> weather, List<String> refused) {

    /** A message with nothing to store in it. */
    public static final Decoded NOTHING = new Decoded(List.of(), List.of(), List.of());

    public Decoded {
        readings = List.copyOf(readings);
        weather = List.copyOf(weather);
        refused = refused.stream().map(UndecodableException::printable).toList();
    }

    public static Decoded ofReadings(List<? extends Reading> readings) {
        return new Decoded(List.copyOf(readings), List.of(), List.of());
    }

    public static Decoded ofWeather(List<WeatherSample> weather) {
        return new Decoded(List.of(), weather, List.of());
    }

    public boolean isEmpty() {
        return readings.isEmpty() && weather.isEmpty() && refused.isEmpty();
    }
}
