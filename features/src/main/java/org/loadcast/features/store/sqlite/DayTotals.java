package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.DayTotal;
import org.loadcast.features.store.Samples;

/**
 * Keeps {@code day_total} equal to what the readings say. A stale span is read as every other load is, at quarter-hours, and its
 * days are written anew in the transaction that takes the mark away; a change meanwhile leaves a mark of its own.
 */
final class DayTotals {

    private static final Duration QUARTER = Duration.ofSeconds(Series.QUARTER_HOUR);

    /** Others write in between. */
    private static final int SERIES_PER_TRANSACTION = 50;

    private final SqliteDatabase database;

    DayTotals(SqliteDatabase database) {
        this.database = database;
    }

    /** A series whose totals are not what they should be, in all of its time when its clock changed. */
    private record Stale(Series series, Meter meter, long first, long last, boolean clockChanged) {}

    /** Brings the totals of {@code meters} up to date. */
    void refresh(Collection<Meter> meters) {
        Map<MeterId, Meter> byId = meters.stream().collect(Collectors.toMap(Meter::id, m -> m, (a, b) -> a));
        List<Stale> stale = database.read("Looking for stale totals", connection -> stale(connection, byId));
        for (int from = 0; from < stale.size(); from += SERIES_PER_TRANSACTION) {
            Map<MeterId, Meter> part =
                    stale.subList(from, Math.min(from + SERIES_PER_TRANSACTION, stale.size())).stream()
                            .collect(Collectors.toMap(s -> s.meter().id(), Stale::meter));
            database.write("Bringing day totals up to date", connection -> {
                List<Stale> now = stale(connection, part);
                for (Stale one : now) {
                    refresh(connection, one);
                }
                return now.size();
            });
        }
    }

    private static List<Stale> stale(Connection connection, Map<MeterId, Meter> meters) throws SQLException {
        List<Stale> stale = new ArrayList<>();
        try (var select = connection.prepareStatement("""
                        SELECT key, raster_s, meter_id, total_zone, first, last, compact_step_s FROM series
                        LEFT JOIN stale_load ON series = key WHERE first IS NOT NULL OR total_zone <> ''""");
                var rows = select.executeQuery()) {
            while (rows.next()) {
                Meter meter = meters.get(MeterId.of(rows.getString(3)));
                if (meter != null) {
                    long first = rows.getLong(5);
                    boolean marked = !rows.wasNull();
                    String zone = rows.getString(4);
                    boolean changed =
                            !zone.isEmpty() && !zone.equals(meter.zone().getId());
                    if (marked || changed) {
                        Series series = new Series(rows.getInt(1), rows.getLong(2), rows.getLong(7));
                        stale.add(new Stale(series, meter, first, rows.getLong(6), changed));
                    }
                }
            }
        }
        return stale;
    }

    private static void refresh(Connection connection, Stale stale) throws SQLException {
        Interval span = stale.clockChanged()
                ? SqliteMeasurements.span(connection, stale.series())
                        .orElseGet(() -> Interval.of(Instant.EPOCH, QUARTER))
                : marked(connection, stale);
        ZoneId zone = stale.meter().zone();
        LocalDate open = firstOpen(connection, zone);
        LocalDate first = later(span.from().atZone(zone).toLocalDate(), open);
        LocalDate last = span.to().atZone(zone).toLocalDate();
        delete(connection, stale, stale.clockChanged() ? open : first, last);
        for (LocalDate from = first; !from.isAfter(last); from = from.plusYears(1)) {
            LocalDate end = from.plusYears(1).isAfter(last) ? last.plusDays(1) : from.plusYears(1);
            Interval days = new Interval(
                    from.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
            LoadSeries load = SqliteMeasurements.load(connection, stale.series(), TimeGrid.covering(days, QUARTER));
            insert(connection, stale.series(), DayTotal.of(stale.meter().id(), zone, load));
        }
        try (var done = connection.prepareStatement("DELETE FROM stale_load WHERE series = ?")) {
            done.setInt(1, stale.series().key());
            done.executeUpdate();
        }
        try (var clock = connection.prepareStatement("UPDATE series SET total_zone = ? WHERE key = ?")) {
            clock.setString(1, zone.getId());
            clock.setInt(2, stale.series().key());
            clock.executeUpdate();
        }
    }

    /** The first day that follows from readings still; those before it stay as they are. */
    private static LocalDate firstOpen(Connection connection, ZoneId zone) throws SQLException {
        try (var select = connection.prepareStatement("SELECT deleted_until FROM retention");
                var row = select.executeQuery()) {
            if (!row.next()) {
                return LocalDate.MIN;
            }
            Instant until = Instant.ofEpochSecond(row.getLong(1));
            LocalDate day = until.atZone(zone).toLocalDate();
            return day.atStartOfDay(zone).toInstant().equals(until) ? day : day.plusDays(1);
        }
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    /** A reading says how long the one before it holds, and holds itself. */
    private static Interval marked(Connection connection, Stale stale) throws SQLException {
        long held = Samples.reach(
                new PowerReader(connection, stale.series()).usualDistance().orElse(Samples.LONE_READING_SECONDS));
        return new Interval(Instant.ofEpochSecond(stale.first() - held), Instant.ofEpochSecond(stale.last() + held));
    }

    private static void delete(Connection connection, Stale stale, LocalDate first, LocalDate last)
            throws SQLException {
        try (var delete = connection.prepareStatement(
                "DELETE FROM day_total WHERE series = ?1 AND day >= ?3 AND (?2 OR day <= ?4)")) {
            delete.setInt(1, stale.series().key());
            delete.setBoolean(2, stale.clockChanged());
            delete.setLong(3, first.toEpochDay());
            delete.setLong(4, last.toEpochDay());
            delete.executeUpdate();
        }
    }

    private static void insert(Connection connection, Series series, List<DayTotal> totals) throws SQLException {
        try (var insert =
                connection.prepareStatement("INSERT OR REPLACE INTO day_total VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (DayTotal total : totals) {
                insert.setInt(1, series.key());
                insert.setLong(2, total.day().toEpochDay());
                insert.setDouble(3, total.energyKwh());
                insert.setInt(4, total.quarters());
                insert.setDouble(5, total.peakKw());
                insert.setLong(6, total.peakAt().getEpochSecond());
                insert.setDouble(7, total.lowestKw());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
