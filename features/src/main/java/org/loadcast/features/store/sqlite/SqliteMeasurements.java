package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.IntervalEnds;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Samples;
import org.loadcast.features.store.WriteCounts;

/** Readings in SQLite: power with its roll-up, counters beside it. */
final class SqliteMeasurements implements MeasurementStore {

    private static final Duration QUARTER = Duration.ofSeconds(Series.QUARTER_HOUR);

    private final SqliteDatabase database;

    SqliteMeasurements(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public WriteCounts write(Collection<? extends Reading> readings) {
        if (readings.isEmpty()) {
            return WriteCounts.NONE;
        }
        PowerRows power = new PowerRows();
        List<Reading.EnergyCounter> counters = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading instanceof Reading.EnergyCounter counter) {
                counters.add(counter);
            } else if (reading instanceof Reading.EnergyDelta delta) {
                add(power, delta.toPower());
            } else if (reading instanceof Reading.Power mean) {
                add(power, mean);
            }
        }
        return database.write(
                "Storing " + readings.size() + " readings",
                connection -> writeCounters(connection, counters).plus(PowerWriter.write(connection, power)));
    }

    private static void add(PowerRows rows, Reading.Power power) {
        rows.add(power.meter(), power.timestamp().getEpochSecond(), power.kilowatts());
    }

    private static WriteCounts writeCounters(Connection connection, List<Reading.EnergyCounter> counters)
            throws SQLException {
        StaleLoad stale = new StaleLoad(connection);
        long added = 0;
        long replaced = 0;
        try (var insert = connection.prepareStatement("INSERT OR IGNORE INTO counter VALUES (?, ?, ?)");
                var update = connection.prepareStatement(
                        "UPDATE counter SET kwh = ?3 WHERE series = ?1 AND ts = ?2 AND kwh <> ?3")) {
            for (Reading.EnergyCounter counter : counters) {
                Series series = Series.findOrAdd(connection, counter.meter());
                if (execute(insert, series.key(), counter) == 1) {
                    added++;
                } else {
                    replaced += execute(update, series.key(), counter);
                }
                stale.markCounter(series, counter.timestamp().getEpochSecond());
            }
        }
        return new WriteCounts(added, replaced, counters.size() - added - replaced);
    }

    private static int execute(PreparedStatement statement, int series, Reading.EnergyCounter counter)
            throws SQLException {
        statement.setInt(1, series);
        statement.setLong(2, counter.timestamp().getEpochSecond());
        statement.setDouble(3, counter.kilowattHours());
        return statement.executeUpdate();
    }

    @Override
    public WriteCounts write(PowerRows rows) {
        if (rows.isEmpty()) {
            return WriteCounts.NONE;
        }
        return database.write(
                "Storing " + rows.size() + " power readings", connection -> PowerWriter.write(connection, rows));
    }

    @Override
    public void remove(MeterId meter, Interval interval) {
        database.write("Removing readings of meter " + meter, connection -> {
            Optional<Series> series = Series.find(connection, meter);
            return series.isEmpty()
                    ? 0L
                    : Removal.remove(
                            connection, series.get(), firstSecond(interval.from()), firstSecond(interval.to()));
        });
    }

    @Override
    public LoadSeries load(MeterId meter, Interval interval, Duration step) {
        TimeGrid grid = TimeGrid.covering(interval, step);
        return database.read("Reading the load of meter " + meter, connection -> {
            Optional<Series> series = Series.find(connection, meter);
            if (series.isEmpty()) {
                return LoadSeries.builder(grid).build();
            }
            return load(connection, series.get(), grid);
        });
    }

    /** From the readings at the ends of the intervals alone, as long as there are any: they lie among those of all meters. */
    @Override
    public Optional<IntervalEnds> ends(MeterId meter, Interval interval, Duration step, Duration nativeStep) {
        Optional<Duration> finer = IntervalEnds.finerStep(step, nativeStep);
        if (finer.isEmpty()) {
            return Optional.empty();
        }
        TimeGrid grid = TimeGrid.covering(interval, step);
        // A reading before the part may hold until into it.
        Duration reach = IntervalEnds.reach(step, finer.get()).plus(finer.get());
        Samples ends = database.read("Reading how the load of meter " + meter + " ended", connection -> {
            Optional<Series> series = Series.find(connection, meter);
            return series.isEmpty() ? new Samples() : new PowerReader(connection, series.get()).ends(grid, reach);
        });
        if (ends.size() == 0) {
            return MeasurementStore.super.ends(meter, interval, step, nativeStep);
        }
        TimeGrid parts = TimeGrid.covering(new Interval(grid.start(), grid.end()), finer.get());
        double[] kilowatts = ends.asPower(parts, nativeStep.toSeconds());
        return Optional.of(IntervalEnds.of(LoadSeries.ofArray(parts, kilowatts), step));
    }

    /** The load on {@code grid} in the open transaction of a connection. */
    static LoadSeries load(Connection connection, Series series, TimeGrid grid) throws SQLException {
        long step = grid.step().toSeconds();
        if (series.isCompacted() && step > QUARTER.toSeconds() && step % QUARTER.toSeconds() == 0) {
            return LoadSeries.ofArray(grid, byQuarters(connection, series, grid));
        }
        double[] kilowatts = new PowerReader(connection, series).means(grid);
        fillFromCounters(connection, series, grid, grid.step(), kilowatts);
        return LoadSeries.ofArray(grid, kilowatts);
    }

    /** A long step has compacted quarter-hours, readings and states of a counter side by side. */
    private static double[] byQuarters(Connection connection, Series series, TimeGrid grid) throws SQLException {
        TimeGrid quarters = TimeGrid.covering(new Interval(grid.start(), grid.end()), QUARTER);
        double[] kilowatts = new PowerReader(connection, series).means(quarters);
        fillFromCounters(connection, series, quarters, grid.step(), kilowatts);
        Samples known = new Samples();
        for (int i = 0; i < kilowatts.length; i++) {
            if (!Double.isNaN(kilowatts[i])) {
                known.add(quarters.startOf(i).getEpochSecond(), kilowatts[i]);
            }
        }
        return known.asPower(grid, QUARTER.toSeconds());
    }

    private static void fillFromCounters(
            Connection connection, Series series, TimeGrid grid, Duration bridged, double[] kilowatts)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT ts, kwh FROM counter WHERE series = ?1
                AND ts >= coalesce((SELECT max(ts) FROM counter WHERE series = ?1 AND ts <= ?2), ?2)
                AND ts <= coalesce((SELECT min(ts) FROM counter WHERE series = ?1 AND ts >= ?3), ?3) ORDER BY ts""")) {
            select.setInt(1, series.key());
            select.setLong(2, grid.start().getEpochSecond());
            select.setLong(3, grid.end().getEpochSecond());
            double[] counted = Rows.samples(select).asCounter(grid, bridged);
            for (int i = 0; i < counted.length; i++) {
                if (Double.isNaN(kilowatts[i])) {
                    kilowatts[i] = counted[i];
                }
            }
        }
    }

    @Override
    public Optional<Interval> span(MeterId meter) {
        return database.read("Reading the span of meter " + meter, connection -> {
            Optional<Series> series = Series.find(connection, meter);
            return series.isEmpty() ? Optional.empty() : span(connection, series.get());
        });
    }

    static Optional<Interval> span(Connection connection, Series series) throws SQLException {
        PowerReader power = new PowerReader(connection, series);
        Samples counters = counterEnds(connection, series);
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        Optional<Samples> last = power.last();
        if (last.isPresent()) {
            from = power.first().orElse(from);
            to = last.get().epochSecond(last.get().size() - 1)
                    + power.usualDistance().orElse(Samples.LONE_READING_SECONDS);
        }
        if (counters.size() > 0) {
            from = Math.min(from, counters.epochSecond(0));
            long lastState = counters.epochSecond(counters.size() - 1);
            to = Math.max(to, counters.size() > 1 ? lastState : lastState + Samples.LONE_READING_SECONDS);
        }
        return from < to
                ? Optional.of(new Interval(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to)))
                : Optional.empty();
    }

    private static Samples counterEnds(Connection connection, Series series) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT ts, kwh FROM counter WHERE series = ?1 AND ts IN (
                (SELECT min(ts) FROM counter WHERE series = ?1), (SELECT max(ts) FROM counter WHERE series = ?1))
                ORDER BY ts""")) {
            select.setInt(1, series.key());
            return Rows.samples(select);
        }
    }

    @Override
    public Optional<Duration> nativeStep(MeterId meter) {
        return database.read("Reading the native step of meter " + meter, connection -> {
            Optional<Series> series = Series.find(connection, meter);
            if (series.isEmpty()) {
                return Optional.empty();
            }
            OptionalLong power = new PowerReader(connection, series.get()).usualDistance();
            OptionalLong usual = power.isPresent() ? power : counterDistance(connection, series.get());
            return usual.isPresent() ? Optional.of(Duration.ofSeconds(usual.getAsLong())) : Optional.empty();
        });
    }

    static OptionalLong counterDistance(Connection connection, Series series) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT ts, kwh FROM (SELECT ts, kwh FROM counter WHERE series = ? ORDER BY ts DESC LIMIT 1000)
                ORDER BY ts""")) {
            select.setInt(1, series.key());
            return Rows.samples(select).usualDistance();
        }
    }

    @Override
    public List<Reading> readings(MeterId meter, Interval interval) {
        return database.read("Reading the readings of meter " + meter, connection -> {
            Optional<Series> series = Series.find(connection, meter);
            if (series.isEmpty()) {
                return List.of();
            }
            long from = firstSecond(interval.from());
            long to = firstSecond(interval.to());
            List<Reading> readings = new ArrayList<>();
            addPower(readings, meter, new PowerReader(connection, series.get()).readings(from, to));
            readings.addAll(counters(meter, counters(connection, series.get(), from, to)));
            readings.sort(Comparator.comparing(Reading::timestamp));
            return readings;
        });
    }

    @Override
    public List<Reading.EnergyCounter> counters(MeterId meter, Interval interval) {
        return database.read("Reading the counter of meter " + meter, connection -> {
            Optional<Series> series = Series.find(connection, meter);
            return series.isEmpty()
                    ? List.of()
                    : counters(
                            meter,
                            counters(
                                    connection,
                                    series.get(),
                                    firstSecond(interval.from()),
                                    firstSecond(interval.to())));
        });
    }

    static long firstSecond(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    private static Samples counters(Connection connection, Series series, long from, long to) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ts, kwh FROM counter WHERE series = ? AND ts >= ? AND ts < ? ORDER BY ts")) {
            select.setInt(1, series.key());
            select.setLong(2, from);
            select.setLong(3, to);
            return Rows.samples(select);
        }
    }

    private static void addPower(List<Reading> readings, MeterId meter, Samples power) {
        for (int i = 0; i < power.size(); i++) {
            readings.add(new Reading.Power(meter, Instant.ofEpochSecond(power.epochSecond(i)), power.value(i)));
        }
    }

    private static List<Reading.EnergyCounter> counters(MeterId meter, Samples states) {
        return IntStream.range(0, states.size())
                .mapToObj(i ->
                        new Reading.EnergyCounter(meter, Instant.ofEpochSecond(states.epochSecond(i)), states.value(i)))
                .toList();
    }

    @Override
    public Optional<Reading> latest(MeterId meter) {
        return database.read("Reading the latest reading of meter " + meter, connection -> {
            Optional<Series> series = Series.find(connection, meter);
            if (series.isEmpty()) {
                return Optional.empty();
            }
            List<Reading> candidates = new ArrayList<>();
            Optional<Samples> power = new PowerReader(connection, series.get()).last();
            if (power.isPresent()) {
                addPower(candidates, meter, power.get());
            }
            candidates.addAll(counters(meter, counterEnds(connection, series.get())));
            return candidates.stream().max(Comparator.comparing(Reading::timestamp));
        });
    }

    @Override
    public List<MeterId> meters() {
        return database.read("Listing meters", connection -> {
            try (var select = connection.prepareStatement("""
                            SELECT meter_id FROM series s WHERE EXISTS (SELECT 1 FROM quarter_hour WHERE series = s.key)
                            OR EXISTS (SELECT 1 FROM compact_quarter WHERE series = s.key)
                            OR EXISTS (SELECT 1 FROM counter WHERE series = s.key)""");
                    var rows = select.executeQuery()) {
                List<MeterId> meters = new ArrayList<>();
                while (rows.next()) {
                    meters.add(MeterId.of(rows.getString(1)));
                }
                meters.sort(Comparator.naturalOrder());
                return meters;
            }
        });
    }
}
