package org.loadcast.features.store.sqlite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.loadcast.features.weather.WeatherTable;

/** Takes weather tables apart by day and puts them together again. */
final class WeatherTables {

    static final long DAY_SECONDS = 86_400;

    private WeatherTables() {}

    /** The table's parts by UTC day since the epoch. */
    static SortedMap<Long, WeatherTable> byDay(WeatherTable table) {
        SortedMap<Long, WeatherTable> days = new TreeMap<>();
        int from = 0;
        while (from < table.rows()) {
            long day = dayOf(table, from);
            int to = from + 1;
            while (to < table.rows() && dayOf(table, to) == day) {
                to++;
            }
            days.put(day, slice(table, from, to));
            from = to;
        }
        return days;
    }

    private static long dayOf(WeatherTable table, int row) {
        return Math.floorDiv(table.timestamp(row).getEpochSecond(), DAY_SECONDS);
    }

    private static WeatherTable slice(WeatherTable table, int from, int to) {
        long[] times = new long[to - from];
        Arrays.setAll(times, i -> table.timestamp(from + i).getEpochSecond());
        Map<String, double[]> columns = new TreeMap<>();
        for (String variable : table.variables()) {
            double[] values = new double[times.length];
            Arrays.setAll(values, i -> table.value(variable, from + i));
            if (Arrays.stream(values).anyMatch(value -> !Double.isNaN(value))) {
                columns.put(variable, values);
            }
        }
        return WeatherTable.ofArrays(table.location(), times, columns);
    }

    /** Both tables in one; where both have a value, that of {@code later} stands. */
    static WeatherTable merge(WeatherTable earlier, WeatherTable later) {
        WeatherTable.Builder merged = WeatherTable.builder(earlier.location());
        for (WeatherTable table : List.of(earlier, later)) {
            for (String variable : table.variables()) {
                for (int row = 0; row < table.rows(); row++) {
                    double value = table.value(variable, row);
                    if (!Double.isNaN(value)) {
                        merged.set(table.timestamp(row), variable, value);
                    }
                }
            }
        }
        return merged.build();
    }

    /** The rows of {@code days}, which follow each other in time, that start in {@code [from, to)}. */
    static WeatherTable join(String location, List<WeatherTable> days, long from, long to) {
        List<WeatherTable> parts = new ArrayList<>();
        SortedSet<String> variables = new TreeSet<>();
        int rows = 0;
        for (WeatherTable day : days) {
            WeatherTable part = between(day, from, to);
            parts.add(part);
            variables.addAll(part.variables());
            rows += part.rows();
        }
        long[] times = new long[rows];
        Map<String, double[]> columns = new TreeMap<>();
        variables.forEach(variable -> columns.put(variable, new double[times.length]));
        int at = 0;
        for (WeatherTable part : parts) {
            for (int row = 0; row < part.rows(); row++, at++) {
                times[at] = part.timestamp(row).getEpochSecond();
                for (Map.Entry<String, double[]> column : columns.entrySet()) {
                    column.getValue()[at] = part.value(column.getKey(), row);
                }
            }
        }
        return WeatherTable.ofArrays(location, times, columns);
    }

    private static WeatherTable between(WeatherTable day, long from, long to) {
        int first = 0;
        while (first < day.rows() && day.timestamp(first).getEpochSecond() < from) {
            first++;
        }
        int end = first;
        while (end < day.rows() && day.timestamp(end).getEpochSecond() < to) {
            end++;
        }
        return first == 0 && end == day.rows() ? day : slice(day, first, end);
    }
}
