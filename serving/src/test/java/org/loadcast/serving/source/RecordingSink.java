package org.loadcast.serving.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loadcast.features.csv.RejectedRow;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.ingest.decode.Bounds;

/** Keeps all that a format hands over. */
public final class RecordingSink implements SourceSink {

    private final SortedMap<String, SortedMap<Instant, Double>> power = new TreeMap<>();
    private final SortedMap<String, SortedMap<Instant, Double>> counters = new TreeMap<>();
    private final Map<String, Meter> meters = new TreeMap<>();
    private final List<RejectedRow> rejected = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<WeatherTable> weather = new ArrayList<>();
    private final PullLog pulls;

    public RecordingSink() {
        this(new ListedPulls());
    }

    public RecordingSink(PullLog pulls) {
        this.pulls = pulls;
    }

    @Override
    public void meter(Meter facts) {
        meters.put(facts.id().value(), facts);
    }

    @Override
    public void power(MeterId meter, long epochSecond, double kilowatts) {
        power.computeIfAbsent(meter.value(), id -> new TreeMap<>())
                .put(Instant.ofEpochSecond(epochSecond), Bounds.power(kilowatts));
    }

    @Override
    public void counter(MeterId meter, long epochSecond, double kilowattHours) {
        counters.computeIfAbsent(meter.value(), id -> new TreeMap<>())
                .put(Instant.ofEpochSecond(epochSecond), Bounds.energy(kilowattHours));
    }

    @Override
    public void weather(WeatherTable table) {
        weather.add(table);
    }

    @Override
    public void reject(String file, long line, String reason) {
        rejected.add(new RejectedRow(file, line, reason));
    }

    @Override
    public void note(String text) {
        notes.add(text);
    }

    @Override
    public void flush() {}

    @Override
    public PullLog pulls() {
        return pulls;
    }

    public SortedMap<String, SortedMap<Instant, Double>> power() {
        return power;
    }

    /** The power of one meter by start; empty when there is none. */
    public SortedMap<Instant, Double> power(String meter) {
        return power.getOrDefault(meter, new TreeMap<>());
    }

    /** The counter of one meter by time; empty when there is none. */
    public SortedMap<Instant, Double> counter(String meter) {
        return counters.getOrDefault(meter, new TreeMap<>());
    }

    public Map<String, Meter> meters() {
        return meters;
    }

    public List<String> rejected() {
        return rejected.stream().map(RejectedRow::toString).toList();
    }

    public List<String> notes() {
        return notes;
    }

    public List<WeatherTable> weather() {
        return weather;
    }
}
