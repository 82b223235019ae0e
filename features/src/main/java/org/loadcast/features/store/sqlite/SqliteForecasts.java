package org.loadcast.features.store.sqlite;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.ForecastStore;

/** Forecasts in SQLite: a row for an issue, its quantiles and values as big-endian doubles, row by row of the grid. */
final class SqliteForecasts implements ForecastStore {

    /** The last whole second whose nanoseconds fit in 64 bits. */
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000_000L - 1;

    private static final String COLUMNS = """
            meter_id, horizon, cutoff_ns, issued_at, start, step_s, quantiles, kilowatts, tier, reason,
            model_id, model_family, model_trained_until, weather""";

    private final SqliteDatabase database;

    SqliteForecasts(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void write(Collection<Forecast> forecasts) {
        database.write("Storing " + forecasts.size() + " forecasts", connection -> {
            try (var replace = connection.prepareStatement("INSERT OR REPLACE INTO forecast (" + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (Forecast forecast : forecasts) {
                    replace.clearParameters();
                    bind(replace, forecast);
                    replace.executeUpdate();
                }
                return forecasts.size();
            }
        });
    }

    private static void bind(PreparedStatement replace, Forecast forecast) throws SQLException {
        replace.setString(1, forecast.meter().value());
        replace.setString(2, forecast.horizon());
        replace.setLong(3, nanos(forecast.cutoff()));
        replace.setString(4, forecast.issuedAt().toString());
        replace.setLong(5, forecast.grid().start().getEpochSecond());
        replace.setLong(6, forecast.grid().step().toSeconds());
        replace.setBytes(7, bytes(forecast.quantiles().toArray()));
        replace.setBytes(8, bytes(forecast.toArray()));
        ForecastSource source = forecast.source();
        replace.setString(9, source.tier().label());
        if (source instanceof ForecastSource.Model model) {
            replace.setString(11, model.id());
            replace.setString(12, model.family());
            replace.setString(13, model.trainedUntil().toString());
        } else {
            replace.setString(10, source.reason().orElse(""));
        }
        replace.setString(14, source.weather().label());
    }

    /** Nanoseconds since the epoch, so that cutoffs sort and none is rounded; of the years 1677 to 2262, or the next of them. */
    private static long nanos(Instant instant) {
        long second = Math.max(-LAST_SECOND, Math.min(LAST_SECOND, instant.getEpochSecond()));
        return second * 1_000_000_000L + instant.getNano();
    }

    private static byte[] bytes(double[]... rows) {
        int values = 0;
        for (double[] row : rows) {
            values += row.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(values * Double.BYTES);
        for (double[] row : rows) {
            for (double value : row) {
                buffer.putDouble(value);
            }
        }
        return buffer.array();
    }

    @Override
    public Optional<Forecast> latest(MeterId meter, String horizon) {
        return database.read("Reading the latest forecast of meter " + meter, connection -> {
            try (var select = connection.prepareStatement("SELECT " + COLUMNS
                    + " FROM forecast WHERE meter_id = ? AND horizon = ? ORDER BY cutoff_ns DESC LIMIT 1")) {
                select.setString(1, meter.value());
                select.setString(2, horizon);
                return forecasts(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<Forecast> issued(MeterId meter, String horizon, Interval cutoffs) {
        return database.read("Reading the forecasts of meter " + meter, connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT " + COLUMNS
                            + " FROM forecast WHERE meter_id = ? AND horizon = ? AND cutoff_ns >= ? AND cutoff_ns < ? ORDER BY cutoff_ns")) {
                select.setString(1, meter.value());
                select.setString(2, horizon);
                select.setLong(3, nanos(cutoffs.from()));
                select.setLong(4, nanos(cutoffs.to()));
                return forecasts(select);
            }
        });
    }

    private static List<Forecast> forecasts(PreparedStatement select) throws SQLException {
        List<Forecast> forecasts = new ArrayList<>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                forecasts.add(forecast(rows));
            }
        }
        return forecasts;
    }

    private static Forecast forecast(ResultSet row) throws SQLException {
        Quantiles quantiles = Quantiles.of(doubles(row.getBytes("quantiles")));
        double[][] kilowatts = table(doubles(row.getBytes("kilowatts")), quantiles.count());
        TimeGrid grid = new TimeGrid(
                Instant.ofEpochSecond(row.getLong("start")),
                Duration.ofSeconds(row.getLong("step_s")),
                kilowatts.length);
        long cutoff = row.getLong("cutoff_ns");
        return new Forecast(
                MeterId.of(row.getString("meter_id")),
                row.getString("horizon"),
                Instant.parse(row.getString("issued_at")),
                Instant.ofEpochSecond(0, cutoff),
                grid,
                quantiles,
                kilowatts,
                source(row));
    }

    private static ForecastSource source(ResultSet row) throws SQLException {
        Tier tier = Tier.valueOf(row.getString("tier").toUpperCase(Locale.ROOT));
        if (tier != Tier.MODEL) {
            return new ForecastSource.Fallback(tier, row.getString("reason"));
        }
        return new ForecastSource.Model(
                row.getString("model_id"),
                row.getString("model_family"),
                Instant.parse(row.getString("model_trained_until")),
                FutureWeather.parse(row.getString("weather")));
    }

    private static double[] doubles(byte[] bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
        return values;
    }

    private static double[][] table(double[] values, int columns) {
        double[][] rows = new double[values.length / columns][columns];
        for (int i = 0; i < values.length; i++) {
            rows[i / columns][i % columns] = values[i];
        }
        return rows;
    }
}
