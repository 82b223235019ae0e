package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.DayTotal;
import org.loadcast.features.store.LoadAggregates;
import org.loadcast.features.store.PeakQuarter;

/** Day totals that are kept, and brought up to date before they are read where readings changed since. */
final class SqliteAggregates implements LoadAggregates {

    private static final Duration QUARTER = Duration.ofSeconds(Series.QUARTER_HOUR);

    private final SqliteDatabase database;
    private final DayTotals totals;

    SqliteAggregates(SqliteDatabase database) {
        this.database = database;
        this.totals = new DayTotals(database);
    }

    @Override
    public List<DayTotal> days(Collection<Meter> meters, LocalDate first, LocalDate last) {
        totals.refresh(meters);
        return database.read("Reading day totals", connection -> days(connection, byId(meters), first, last));
    }

    private static Map<MeterId, Meter> byId(Collection<Meter> meters) {
        return meters.stream().collect(Collectors.toMap(Meter::id, meter -> meter, (a, b) -> a));
    }

    private static List<DayTotal> days(
            Connection connection, Map<MeterId, Meter> meters, LocalDate first, LocalDate last) throws SQLException {
        List<DayTotal> days = new ArrayList<>();
        try (var select = connection.prepareStatement("""
                SELECT meter_id, day, kwh, quarters, peak_kw, peak_ts, lowest_kw FROM series
                CROSS JOIN day_total ON series = key WHERE day BETWEEN ? AND ? ORDER BY meter_id, day""")) {
            select.setLong(1, first.toEpochDay());
            select.setLong(2, last.toEpochDay());
            try (var rows = select.executeQuery()) {
                Meter meter = null;
                String name = "";
                while (rows.next()) {
                    String id = rows.getString(1);
                    if (!id.equals(name)) {
                        name = id;
                        meter = meters.get(MeterId.of(id));
                    }
                    if (meter != null) {
                        days.add(new DayTotal(
                                meter.id(),
                                LocalDate.ofEpochDay(rows.getLong(2)),
                                rows.getDouble(3),
                                rows.getInt(4),
                                rows.getDouble(5),
                                Instant.ofEpochSecond(rows.getLong(6)),
                                rows.getDouble(7)));
                    }
                }
            }
        }
        return days;
    }

    /** Only days whose own peak is among the highest can hold one of the highest quarter-hours. */
    @Override
    public List<PeakQuarter> peaks(Collection<Meter> meters, LocalDate first, LocalDate last, int count) {
        totals.refresh(meters);
        Map<MeterId, Meter> byId = byId(meters);
        return database.read("Reading peaks", connection -> {
            List<DayTotal> highest = days(connection, byId, first, last).stream()
                    .sorted(Comparator.comparingDouble(DayTotal::peakKw).reversed())
                    .toList();
            double least = highest.size() < count
                    ? Double.NEGATIVE_INFINITY
                    : highest.get(count - 1).peakKw();
            List<PeakQuarter> peaks = new ArrayList<>();
            for (DayTotal day : highest) {
                if (day.peakKw() < least) {
                    break;
                }
                Meter meter = Objects.requireNonNull(byId.get(day.meter()));
                addQuarters(connection, meter, day.day(), least, peaks);
            }
            peaks.sort(PeakQuarter.HIGHEST_FIRST);
            return List.copyOf(peaks.subList(0, Math.min(count, peaks.size())));
        });
    }

    private static void addQuarters(
            Connection connection, Meter meter, LocalDate day, double least, List<PeakQuarter> peaks)
            throws SQLException {
        Interval interval = new Interval(
                day.atStartOfDay(meter.zone()).toInstant(),
                day.plusDays(1).atStartOfDay(meter.zone()).toInstant());
        TimeGrid grid = TimeGrid.covering(interval, QUARTER);
        Series series = Series.find(connection, meter.id()).orElseThrow();
        LoadSeries load = SqliteMeasurements.load(connection, series, grid);
        for (int i = 0; i < load.length(); i++) {
            if (!load.isMissing(i) && load.kilowatts(i) >= least) {
                peaks.add(new PeakQuarter(meter.id(), grid.startOf(i), load.kilowatts(i)));
            }
        }
    }

    @Override
    public List<Reading.Power> power(Collection<Meter> meters, Interval interval) {
        Map<MeterId, Meter> byId = byId(meters);
        return database.read("Reading the readings of all meters", connection -> {
            Map<Integer, MeterId> ofSeries = new HashMap<>();
            List<Reading.Power> readings = new ArrayList<>();
            try (var names = connection.prepareStatement("SELECT key, meter_id FROM series");
                    var rows = names.executeQuery()) {
                while (rows.next()) {
                    MeterId id = MeterId.of(rows.getString(2));
                    if (byId.containsKey(id)) {
                        ofSeries.put(rows.getInt(1), id);
                    }
                }
            }
            try (var select =
                    connection.prepareStatement("SELECT ts, series, kw FROM power WHERE ts >= ? AND ts < ?")) {
                select.setLong(1, SqliteMeasurements.firstSecond(interval.from()));
                select.setLong(2, SqliteMeasurements.firstSecond(interval.to()));
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        MeterId id = ofSeries.get(rows.getInt(2));
                        if (id != null) {
                            readings.add(
                                    new Reading.Power(id, Instant.ofEpochSecond(rows.getLong(1)), rows.getDouble(3)));
                        }
                    }
                }
            }
            addCompacted(connection, ofSeries, interval, readings);
            readings.sort(Comparator.comparing(Reading.Power::meter).thenComparing(Reading.Power::timestamp));
            return readings;
        });
    }

    /** Quarter-hours that stand in place of readings, which are not told then. */
    private static void addCompacted(
            Connection connection, Map<Integer, MeterId> ofSeries, Interval interval, List<Reading.Power> readings)
            throws SQLException {
        long from = SqliteMeasurements.firstSecond(interval.from());
        long to = SqliteMeasurements.firstSecond(interval.to());
        Map<MeterId, Set<Long>> compacted = new HashMap<>();
        List<Reading.Power> quarters = new ArrayList<>();
        try (var select = connection.prepareStatement(
                "SELECT ts, kw FROM compact_quarter WHERE series = ? AND ts > ? AND ts < ?")) {
            for (Map.Entry<Integer, MeterId> one : ofSeries.entrySet()) {
                select.setInt(1, one.getKey());
                select.setLong(2, from - Series.QUARTER_HOUR);
                select.setLong(3, to);
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        long quarter = rows.getLong(1);
                        compacted
                                .computeIfAbsent(one.getValue(), id -> new HashSet<>())
                                .add(quarter);
                        if (quarter >= from) {
                            quarters.add(new Reading.Power(
                                    one.getValue(), Instant.ofEpochSecond(quarter), rows.getDouble(2)));
                        }
                    }
                }
            }
        }
        readings.removeIf(reading -> compacted
                .getOrDefault(reading.meter(), Set.of())
                .contains(Series.quarterOf(reading.timestamp().getEpochSecond())));
        readings.addAll(quarters);
    }
}
