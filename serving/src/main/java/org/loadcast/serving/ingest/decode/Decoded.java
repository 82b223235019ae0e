package org.loadcast.serving.ingest.decode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.Reading;

/**
 * What a message said.
 *
 * @param readings in our units and signs
 * @param weather measured or forecast
 * @param meters what meters announced of themselves
 * @param refused why rows of the message cannot be used while others can; the message belongs among the dead letters, and its
 *     good rows into the store
 */
public record Decoded(List<Reading> readings, List<WeatherSample> weather, List<Meter> meters, List<String> refused) {

    /** A message with nothing to store in it. */
    public static final Decoded NOTHING = new Decoded(List.of(), List.of(), List.of(), List.of());

    public Decoded {
        readings = List.copyOf(readings);
        weather = List.copyOf(weather);
        meters = List.copyOf(meters);
        refused = refused.stream().map(UndecodableException::printable).toList();
    }

    /** A message of readings and weather. */
    public Decoded(List<Reading> readings, List<WeatherSample> weather, List<String> refused) {
        this(readings, weather, List.of(), refused);
    }

    /** A message in which a meter told of itself. */
    public static Decoded ofMeter(Meter meter) {
        return new Decoded(List.of(), List.of(), List.of(meter), List.of());
    }

    public static Decoded ofReadings(List<? extends Reading> readings) {
        return new Decoded(List.copyOf(readings), List.of(), List.of());
    }

    public static Decoded ofWeather(List<WeatherSample> weather) {
        return new Decoded(List.of(), weather, List.of());
    }

    public boolean isEmpty() {
        return readings.isEmpty() && weather.isEmpty() && meters.isEmpty() && refused.isEmpty();
    }

    /** One line for each reading, weather, announced meter and refused row, for people. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        readings.forEach(reading -> lines.add(describe(reading)));
        weather.forEach(sample -> lines.add("weather of " + sample.location() + ": " + new TreeMap<>(sample.values())
                + " at " + sample.timestamp()
                + sample.availableAt().map(at -> ", forecast at " + at).orElse("")));
        meters.forEach(meter -> lines.add("meter " + meter.id() + ": announced, zone " + meter.zone()
                + meter.category().map(category -> ", category " + category).orElse("")
                + meter.country().map(country -> ", country " + country).orElse("")
                + meter.location()
                        .map(place -> ", at " + place.latitude() + "," + place.longitude())
                        .orElse("")
                + (meter.attributes().isEmpty() ? "" : ", " + new TreeMap<>(meter.attributes()))));
        refused.forEach(reason -> lines.add("refused: " + reason));
        return lines;
    }

    private static String describe(Reading reading) {
        String value;
        if (reading instanceof Reading.Power power) {
            value = "power " + number(power.kilowatts()) + " kW";
        } else if (reading instanceof Reading.EnergyCounter counter) {
            value = "counter " + number(counter.kilowattHours()) + " kWh";
        } else if (reading instanceof Reading.EnergyDelta delta) {
            value = "energy " + number(delta.kilowattHours()) + " kWh in " + delta.span();
        } else {
            value = reading.toString();
        }
        return "meter " + reading.meter() + ": " + value + " at " + reading.timestamp();
    }

    /** The shortest decimal number of nine digits. */
    private static String number(double value) {
        return new BigDecimal(value)
                .round(new MathContext(9))
                .add(BigDecimal.ZERO)
                .stripTrailingZeros()
                .toPlainString();
    }
}
