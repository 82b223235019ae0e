package org.loadcast.features.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** Weather in SQLite: a row for a day of measurements of a location, and one for a forecast run. */
final class SqliteWeather implements WeatherStore {

    private final SqliteDatabase database;

    SqliteWeather(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void writeObserved(WeatherTable table) {
        database.write("Storing weather of " + table.location(), connection -> {
            try (var replace =
                    connection.prepareStatement("INSERT OR REPLACE INTO weather_observed VALUES (?, ?, ?)")) {
                for (Map.Entry<Long, WeatherTable> day :
                        WeatherTables.byDay(table).entrySet()) {
                    Optional<WeatherTable> stored = storedDay(connection, table.location(), day.getKey());
                    WeatherTable merged =
                            stored.isPresent() ? WeatherTables.merge(stored.get(), day.getValue()) : day.getValue();
                    replace.setString(1, table.location());
                    replace.setLong(2, day.getKey());
                    replace.setBytes(3, WeatherCells.encode(merged));
                    replace.executeUpdate();
                }
                return table.rows();
            }
        });
    }

    private static Optional<WeatherTable> storedDay(Connection connection, String location, long day)
            throws SQLException {
        return days(connection, location, day, day).stream().findFirst();
    }

    private static List<WeatherTable> days(Connection connection, String location, long first, long last)
            throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT cells FROM weather_observed WHERE location = ? AND day BETWEEN ? AND ? ORDER BY day")) {
            select.setString(1, location);
            select.setLong(2, first);
            select.setLong(3, last);
            List<WeatherTable> days = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    days.add(WeatherCells.decode(location, rows.getBytes(1)));
                }
            }
            return days;
        }
    }

    @Override
    public void writeForecast(WeatherRun run) {
        WeatherTable table = run.table();
        if (table.rows() == 0) {
            return;
        }
        database.write("Storing a weather forecast of " + table.location(), connection -> {
            try (var replace =
                    connection.prepareStatement("INSERT OR REPLACE INTO weather_run VALUES (?, ?, ?, ?, ?)")) {
                replace.setString(1, table.location());
                replace.setLong(2, secondsUp(run.availableAt()));
                replace.setLong(3, table.timestamp(0).getEpochSecond());
                replace.setLong(4, table.timestamp(table.rows() - 1).getEpochSecond());
                replace.setBytes(5, WeatherCells.encode(table));
                return replace.executeUpdate();
            }
        });
    }

    private static long secondsUp(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    @Override
    public WeatherTable observed(String location, Interval interval) {
        long from = secondsUp(interval.from());
        long to = secondsUp(interval.to());
        return database.read("Reading weather of " + location, connection -> {
            List<WeatherTable> days = days(
                    connection,
                    location,
                    Math.floorDiv(from, WeatherTables.DAY_SECONDS),
                    Math.floorDiv(to - 1, WeatherTables.DAY_SECONDS));
            return WeatherTables.join(location, days, from, to);
        });
    }

    @Override
    public List<WeatherRun> forecasts(String location, Interval targets, Instant availableBy) {
        return database.read("Reading weather forecasts of " + location, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT available_at, cells FROM weather_run WHERE location = ? AND available_at <= ?
                    AND last_target >= ? AND first_target < ? ORDER BY available_at""")) {
                select.setString(1, location);
                select.setLong(2, availableBy.getEpochSecond());
                select.setLong(3, secondsUp(targets.from()));
                select.setLong(4, secondsUp(targets.to()));
                List<WeatherRun> runs = new ArrayList<>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        runs.add(new WeatherRun(
                                Instant.ofEpochSecond(rows.getLong(1)),
                                WeatherCells.decode(location, rows.getBytes(2))));
                    }
                }
                return runs;
            }
        });
    }

    @Override
    public List<String> locations() {
        return database.read("Listing weather locations", connection -> {
            try (var select = connection.createStatement();
                    var rows = select.executeQuery("""
                            SELECT location FROM weather_observed UNION SELECT location FROM weather_run
                            ORDER BY location""")) {
                List<String> locations = new ArrayList<>();
                while (rows.next()) {
                    locations.add(rows.getString(1));
                }
                return locations;
            }
        });
    }
}
