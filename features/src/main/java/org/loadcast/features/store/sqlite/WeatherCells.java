package org.loadcast.features.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.weather.WeatherTable;

/**
 * A weather table as bytes: number of rows and columns, the times, then every column's name and values; big-endian.
 *
 * <p>A table of a day or of a forecast run is one cell of the database, because weather is read by whole days and runs, and a
 * row for each single value would be fifty times as slow.
 */
final class WeatherCells {

    private WeatherCells() {}

    static byte[] encode(WeatherTable table) {
        int size = 2 * Integer.BYTES + table.rows() * Long.BYTES;
        for (String variable : table.variables()) {
            size += Integer.BYTES + variable.getBytes(StandardCharsets.UTF_8).length + table.rows() * Double.BYTES;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        buffer.putInt(table.rows()).putInt(table.variables().size());
        for (int row = 0; row < table.rows(); row++) {
            buffer.putLong(table.timestamp(row).getEpochSecond());
        }
        for (String variable : table.variables()) {
            byte[] name = variable.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(name.length).put(name);
            for (int row = 0; row < table.rows(); row++) {
                buffer.putDouble(table.value(variable, row));
            }
        }
        return buffer.array();
    }

    static WeatherTable decode(String location, byte[] cells) {
        ByteBuffer buffer = ByteBuffer.wrap(cells);
        int rows = buffer.getInt();
        int variables = buffer.getInt();
        long[] times = new long[rows];
        Arrays.setAll(times, row -> buffer.getLong());
        Map<String, double[]> columns = new TreeMap<>();
        for (int i = 0; i < variables; i++) {
            byte[] name = new byte[buffer.getInt()];
            buffer.get(name);
            double[] values = new double[rows];
            Arrays.setAll(values, row -> buffer.getDouble());
            columns.put(new String(name, StandardCharsets.UTF_8), values);
        }
        return WeatherTable.ofArrays(location, times, columns);
    }
}
