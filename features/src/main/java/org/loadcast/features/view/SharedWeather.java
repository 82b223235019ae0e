package org.loadcast.features.view;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
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

    private final ConcurrentHashMap<Key, WeatherColumn> columns = new ConcurrentHashMap<>();

    private record Key(WeatherTable table, String variable, long stepSeconds, long phaseSeconds) {}

    /** A column whose index 0 is interval {@code offset} of a history. */
    record Placed(WeatherColumn column, int offset) {

        double valueKnownAt(int index, long epochSecond) {
            return column.valueKnownAt(index - offset, epochSecond);
        }
    }

    /** {@code variable} of {@code table} on the raster of {@code grid}. */
    Placed place(WeatherTable table, String variable, TimeGrid grid) {
        if (table.rows() == 0) {
            return new Placed(WeatherColumn.empty(grid), 0);
        }
        long step = grid.step().toSeconds();
        long phase = Math.floorMod(grid.start().getEpochSecond(), step);
        Key key = new Key(table, variable, step, phase);
        int offset = grid.indexOf(table.timestamp(0));
        return new Placed(
                columns.computeIfAbsent(key, any -> WeatherColumn.of(table, variable, span(table, grid, offset))),
                offset);
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
