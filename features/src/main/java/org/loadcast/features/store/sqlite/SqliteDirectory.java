package org.loadcast.features.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.MeterDirectory;

/** The meter directory in SQLite: a row for a meter, its lists and attributes as JSON. */
final class SqliteDirectory implements MeterDirectory {

    private static final String COLUMNS =
            "id, zone, country, category, latitude, longitude, weather_locations, meter_groups, attributes";

    private static final int MOST_REMEMBERED = 20_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Object> parsed = new ConcurrentHashMap<>();
    private final SqliteDatabase database;

    SqliteDirectory(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Meter> find(MeterId id) {
        return database.read("Reading meter " + id, connection -> {
            try (var select = connection.prepareStatement("SELECT " + COLUMNS + " FROM meter WHERE id = ?")) {
                select.setString(1, id.value());
                return meters(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<Meter> all() {
        return database.read("Reading the meters", connection -> {
            try (var select = connection.prepareStatement("SELECT " + COLUMNS + " FROM meter ORDER BY id")) {
                return meters(select);
            }
        });
    }

    private List<Meter> meters(PreparedStatement select) throws SQLException {
        List<Meter> meters = new ArrayList<>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                meters.add(meter(rows));
            }
        }
        return meters;
    }

    private Meter meter(ResultSet row) throws SQLException {
        Meter.Builder meter = Meter.builder(MeterId.of(row.getString("id")))
                .zone(ZoneId.of(row.getString("zone")))
                .country(row.getString("country"))
                .category(row.getString("category"))
                .weatherLocations(fromJson(row.getString("weather_locations"), new TypeReference<>() {}))
                .groups(fromJson(row.getString("meter_groups"), new TypeReference<>() {}))
                .attributes(fromJson(row.getString("attributes"), new TypeReference<>() {}));
        double latitude = row.getDouble("latitude");
        if (!row.wasNull()) {
            meter.location(new GeoPoint(latitude, row.getDouble("longitude")));
        }
        return meter.build();
    }

    @Override
    public void put(Meter meter) {
        database.write("Storing meter " + meter.id(), connection -> {
            try (var replace = connection.prepareStatement(
                    "INSERT OR REPLACE INTO meter (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                replace.setString(1, meter.id().value());
                replace.setString(2, meter.zone().getId());
                replace.setString(3, meter.country().orElse(""));
                replace.setString(4, meter.category().orElse(""));
                if (meter.location().isPresent()) {
                    replace.setDouble(5, meter.location().get().latitude());
                    replace.setDouble(6, meter.location().get().longitude());
                }
                replace.setString(7, toJson(meter.weatherLocations()));
                replace.setString(8, toJson(meter.groups()));
                replace.setString(9, toJson(new TreeMap<>(meter.attributes())));
                return replace.executeUpdate();
            }
        });
    }

    private String toJson(Object value) throws SQLException {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new SQLException("A list cannot be written as JSON: " + value, e);
        }
    }

    /** Meters are read with every forecast, and most of their texts are the same: none is parsed twice. */
    @SuppressWarnings("unchecked") // the key names the type
    private <T> T fromJson(String text, TypeReference<T> type) throws SQLException {
        String key = type.getType() + text;
        T known = (T) parsed.get(key);
        if (known != null) {
            return known;
        }
        try {
            if (parsed.size() >= MOST_REMEMBERED) {
                parsed.clear();
            }
            T value = json.readValue(text, type);
            parsed.put(key, value);
            return value;
        } catch (JsonProcessingException e) {
            throw new SQLException("The meter table holds '" + text + "', which is not JSON.", e);
        }
    }

    @Override
    public boolean remove(MeterId id) {
        return database.write("Removing meter " + id, connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM meter WHERE id = ?")) {
                delete.setString(1, id.value());
                return delete.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Map<LocalDate, String> holidays() {
        return dates("holiday");
    }

    @Override
    public void putHolidays(Map<LocalDate, String> holidays) {
        putDates("holiday", holidays);
    }

    @Override
    public Map<LocalDate, String> vacations() {
        return dates("vacation");
    }

    @Override
    public void putVacations(Map<LocalDate, String> vacations) {
        putDates("vacation", vacations);
    }

    private Map<LocalDate, String> dates(String table) {
        return database.read("Reading the days off", connection -> {
            try (var select = connection.prepareStatement("SELECT date, name FROM " + table);
                    var rows = select.executeQuery()) {
                Map<LocalDate, String> dates = new TreeMap<>();
                while (rows.next()) {
                    dates.put(LocalDate.parse(rows.getString(1)), rows.getString(2));
                }
                return dates;
            }
        });
    }

    private void putDates(String table, Map<LocalDate, String> dates) {
        database.write("Storing " + dates.size() + " days off", connection -> {
            try (var replace = connection.prepareStatement("INSERT OR REPLACE INTO " + table + " VALUES (?, ?)")) {
                for (Map.Entry<LocalDate, String> date : dates.entrySet()) {
                    replace.setString(1, date.getKey().toString());
                    replace.setString(2, date.getValue());
                    replace.executeUpdate();
                }
                return dates.size();
            }
        });
    }
}
