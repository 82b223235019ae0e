package org.loadcast.features.store.influx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Samples;
import org.loadcast.features.store.WriteCounts;

/** Readings in InfluxDB: a point a reading, with the field {@code power_kw} or {@code energy_kwh}. */
final class InfluxMeasurements implements MeasurementStore {

    private static final int LINES_PER_WRITE = 5_000;
    private static final int READINGS_FOR_STEP = 1_000;

    private final InfluxWriter writer;
    private final InfluxReader reader;
    private final InfluxNames.Measurement names;
    private final String power;
    private final String energy;

    InfluxMeasurements(InfluxWriter writer, InfluxReader reader, InfluxNames.Measurement names) {
        this.writer = writer;
        this.reader = reader;
        this.names = names;
        this.power = names.inBucket("power_kw");
        this.energy = names.inBucket("energy_kwh");
    }

    @Override
    public WriteCounts write(Collection<? extends Reading> readings) {
        List<String> lines = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            if (reading instanceof Reading.Power mean) {
                lines.add(line(mean, power, mean.kilowatts()));
            } else if (reading instanceof Reading.EnergyCounter counter) {
                lines.add(line(counter, energy, counter.kilowattHours()));
            } else if (reading instanceof Reading.EnergyDelta delta) {
                lines.add(line(delta, power, delta.toPower().kilowatts()));
            }
        }
        writer.write(lines);
        return new WriteCounts(readings.size(), 0, 0);
    }

    private String line(Reading reading, String field, double value) {
        return line(reading.meter(), reading.timestamp().getEpochSecond(), field, value);
    }

    private String line(MeterId meter, long second, String field, double value) {
        return new Line(names.name())
                .tag(names.idTag(), meter.value())
                .field(field, value)
                .at(second);
    }

    @Override
    public WriteCounts write(PowerRows rows) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            MeterId meter = rows.meters().get(rows.meterIndex(row));
            lines.add(line(meter, rows.epochSecond(row), power, rows.kilowatts(row)));
            if (lines.size() == LINES_PER_WRITE) {
                writer.write(lines);
                lines.clear();
            }
        }
        writer.write(lines);
        return new WriteCounts(rows.size(), 0, 0);
    }

    @Override
    public void remove(MeterId meter, Interval interval) {
        writer.delete(new Delivery.Span(
                names.name(),
                names.idTag(),
                meter.value(),
                Math.max(secondsUp(interval.from()), Select.FIRST_SECOND),
                Math.min(secondsUp(interval.to()), Select.LAST_SECOND)));
    }

    @Override
    public LoadSeries load(MeterId meter, Interval interval, Duration step) {
        TimeGrid grid = TimeGrid.covering(interval, step);
        long from = grid.start().getEpochSecond();
        long to = grid.end().getEpochSecond();
        OptionalLong usualPower = newest(meter, power).usualDistance();
        long usual = usualPower.orElse(Samples.LONE_READING_SECONDS);
        double[] kilowatts = samples(
                        select(meter, power).between(from - Samples.reach(usual), to + Samples.reach(usual)), power)
                .asPower(grid, usual);
        fillFromCounter(meter, grid, kilowatts);
        return LoadSeries.ofArray(grid, kilowatts);
    }

    private void fillFromCounter(MeterId meter, TimeGrid grid, double[] kilowatts) {
        long from = grid.start().getEpochSecond();
        long to = grid.end().getEpochSecond();
        Select states = select(meter, energy);
        Samples before = samples(states.between(Select.FIRST_SECOND, from + 1).ordered(Select.Order.LAST), energy);
        Samples after = samples(states.between(to, Select.LAST_SECOND).ordered(Select.Order.FIRST), energy);
        double[] counted = samples(
                        states.between(
                                before.size() > 0 ? before.epochSecond(0) : from,
                                after.size() > 0 ? after.epochSecond(0) + 1 : to),
                        energy)
                .asCounter(grid);
        for (int i = 0; i < counted.length; i++) {
            if (Double.isNaN(kilowatts[i])) {
                kilowatts[i] = counted[i];
            }
        }
    }

    private Select select(MeterId meter, String field) {
        return Select.of(names.name(), List.of(field), Map.of(names.idTag(), meter.value()));
    }

    private Samples samples(Select select, String field) {
        Samples samples = new Samples();
        reader.read(select, row -> {
            double value = row.number(field);
            if (!Double.isNaN(value)) {
                samples.add(row.epochSecond(), value);
            }
        });
        return samples;
    }

    /** The newest readings, by rising time. */
    private Samples newest(MeterId meter, String field) {
        Samples backwards = samples(select(meter, field).ordered(Select.Order.newest(READINGS_FOR_STEP)), field);
        Samples samples = new Samples();
        for (int i = backwards.size() - 1; i >= 0; i--) {
            samples.add(backwards.epochSecond(i), backwards.value(i));
        }
        return samples;
    }

    @Override
    public Optional<Interval> span(MeterId meter) {
        Optional<Interval> ofPower = span(meter, power, true);
        Optional<Interval> ofCounter = span(meter, energy, false);
        if (ofPower.isEmpty() || ofCounter.isEmpty()) {
            return ofPower.or(() -> ofCounter);
        }
        Interval a = ofPower.get();
        Interval b = ofCounter.get();
        return Optional.of(new Interval(
                a.from().isBefore(b.from()) ? a.from() : b.from(), a.to().isAfter(b.to()) ? a.to() : b.to()));
    }

    /** A power reading speaks for the time after it, a counter's state only for its instant. */
    private Optional<Interval> span(MeterId meter, String field, boolean speaksForward) {
        Samples first = samples(select(meter, field).ordered(Select.Order.FIRST), field);
        Samples newest = newest(meter, field);
        if (first.size() == 0 || newest.size() == 0) {
            return Optional.empty();
        }
        long last = newest.epochSecond(newest.size() - 1);
        boolean lone = newest.size() == 1;
        long after = speaksForward || lone ? newest.usualDistance().orElse(Samples.LONE_READING_SECONDS) : 0;
        return Optional.of(
                new Interval(Instant.ofEpochSecond(first.epochSecond(0)), Instant.ofEpochSecond(last + after)));
    }

    @Override
    public Optional<Duration> nativeStep(MeterId meter) {
        OptionalLong ofPower = newest(meter, power).usualDistance();
        OptionalLong usual =
                ofPower.isPresent() ? ofPower : newest(meter, energy).usualDistance();
        return usual.isPresent() ? Optional.of(Duration.ofSeconds(usual.getAsLong())) : Optional.empty();
    }

    @Override
    public List<Reading> readings(MeterId meter, Interval interval) {
        Select both = Select.of(names.name(), List.of(power, energy), Map.of(names.idTag(), meter.value()))
                .between(secondsUp(interval.from()), secondsUp(interval.to()));
        List<Reading> readings = new ArrayList<>();
        reader.read(both, row -> addReadings(readings, meter, row));
        return readings;
    }

    private static long secondsUp(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    private void addReadings(List<Reading> readings, MeterId meter, InfluxReader.Row row) {
        Instant at = Instant.ofEpochSecond(row.epochSecond());
        double kilowatts = row.number(power);
        double kilowattHours = row.number(energy);
        if (!Double.isNaN(kilowatts)) {
            readings.add(new Reading.Power(meter, at, kilowatts));
        }
        if (!Double.isNaN(kilowattHours)) {
            readings.add(new Reading.EnergyCounter(meter, at, kilowattHours));
        }
    }

    @Override
    public Optional<Reading> latest(MeterId meter) {
        Select last = Select.of(names.name(), List.of(power, energy), Map.of(names.idTag(), meter.value()))
                .ordered(Select.Order.LAST);
        List<Reading> readings = new ArrayList<>();
        reader.read(last, row -> addReadings(readings, meter, row));
        return readings.stream().findFirst();
    }

    @Override
    public List<MeterId> meters() {
        return reader.tagValues(names.name(), names.idTag()).stream()
                .map(MeterId::of)
                .sorted()
                .toList();
    }
}
