package org.loadcast.features.view;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.weather.WeatherTable;

/**
 * Weather laid on rasters of time, each table and variable once for all meters that read it.
 *
 * <p>The histories of 500 meters at one weather station would hold its year of forecasts 500 times, gigabytes of it. Tables are told
 * apart by identity: hand the same objects to every history. Holds what it has laid as long as it lives. Thread-safe.
 */
public final class SharedWeather {

    /** A value may stand in for the hours after it, see {@link WeatherColumn}. */
    private static final Duration AFTER_LAST_ROW = Duration.ofHours(6);

    private final ConcurrentHashMap<Key, Map<WeatherKey, WeatherColumn>> tables = new ConcurrentHashMap<>();

    private record Key(WeatherTable table, long stepSeconds, long phaseSeconds) {}

    /** A column whose index 0 is interval {@code offset} of a history. */
    record Placed(WeatherColumn column, int offset) {

        static final Placed NOTHING = new Placed(WeatherColumn.EMPTY, 0);

        double valueKnownAt(int index, long epochSecond) {
            return column.valueKnownAt(index - offset, epochSecond);
        }
    }

    /** The columns of a table, whose index 0 is interval {@code offset} of a history. */
    record PlacedTable(Map<WeatherKey, WeatherColumn> columns, int offset) {

        Set<WeatherKey> keys() {
            return columns.keySet();
        }

        Placed column(WeatherKey key) {
            return new Placed(columns.getOrDefault(key, WeatherColumn.EMPTY), offset);
        }

        /** The value at {@code index}, NaN when the table has none. */
        double value(WeatherKey key, int index) {
            WeatherColumn column = columns.get(key);
            return column == null ? Double.NaN : column.valueKnownAt(index - offset, Long.MAX_VALUE - 1);
        }
    }

    /** {@code table} on the raster of {@code grid}. */
    PlacedTable place(WeatherTable table, TimeGrid grid) {
        if (table.rows() == 0) {
            return new PlacedTable(columns(table, any -> WeatherColumn.EMPTY), 0);
        }
        long step = grid.step().toSeconds();
        long phase = Math.floorMod(grid.start().getEpochSecond(), step);
        int offset = grid.indexOf(table.timestamp(0));
        return new PlacedTable(
                tables.computeIfAbsent(
                        new Key(table, step, phase),
                        any -> columns(
                                table, variable -> WeatherColumn.of(table, variable, span(table, grid, offset)))),
                offset);
    }

    private static Map<WeatherKey, WeatherColumn> columns(WeatherTable table, Function<String, WeatherColumn> column) {
        Map<WeatherKey, WeatherColumn> columns = new LinkedHashMap<>();
        table.variables()
                .forEach(variable -> columns.put(new WeatherKey(table.location(), variable), column.apply(variable)));
        return columns;
    }

    /** From the interval of the first row to where the last one says nothing any more. */
    private static TimeGrid span(WeatherTable table, TimeGrid grid, int first) {
        Duration nativeStep = table.nativeStep();
        Instant end = table.timestamp(table.rows() - 1)
                .plus(nativeStep.compareTo(AFTER_LAST_ROW) > 0 ? nativeStep : AFTER_LAST_ROW)
                .plus(grid.step());
        return grid.slice(first, grid.indexOf(end) + 1);
    }
}
