package org.loadcast.features.store.influx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.loadcast.features.series.Interval;
import org.loadcast.features.store.WeatherStore;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Weather in InfluxDB: a point a time and location, a field a variable; a forecast's point is also tagged with the instant at
 * which its run became available.
 */
final class InfluxWeather implements WeatherStore {

    private static final String AVAILABLE_AT = "available_at";
    private static final String ALWAYS = "always";

    /** Runs are read with what lies beside the targets, so that their native step can be seen. */
    private static final long BESIDE_SECONDS = 86_400;

    private final InfluxWriter writer;
    private final InfluxReader reader;
    private final InfluxNames.Measurement measured;
    private final InfluxNames.Measurement forecast;

    InfluxWeather(InfluxWriter writer, InfluxReader reader, InfluxNames names) {
        this.writer = writer;
        this.reader = reader;
        this.measured = names.weather();
        this.forecast = names.weatherForecast();
    }

    @Override
    public void writeObserved(WeatherTable table) {
        writer.write(lines(table, measured, Map.of()));
    }

    @Override
    public void writeForecast(WeatherRun run) {
        writer.write(lines(run.table(), forecast, Map.of(AVAILABLE_AT, tagOf(run.availableAt()))));
    }

    private static List<String> lines(WeatherTable table, InfluxNames.Measurement names, Map<String, String> tags) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            Line line = new Line(names.name()).tag(names.idTag(), table.location());
            tags.forEach(line::tag);
            for (String variable : new TreeSet<>(table.variables())) {
                double value = table.value(variable, row);
                if (!Double.isNaN(value)) {
                    line.field(names.inBucket(variable), value);
                }
            }
            if (!line.isEmpty()) {
                lines.add(line.at(table.timestamp(row).getEpochSecond()));
            }
        }
        return lines;
    }

    private static String tagOf(Instant availableAt) {
        return availableAt.equals(Instant.MIN)
                ? ALWAYS
                : Instant.ofEpochSecond(secondsUp(availableAt)).toString();
    }

    private static long secondsUp(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    @Override
    public WeatherTable observed(String location, Interval interval) {
        WeatherTable.Builder table = WeatherTable.builder(location);
        reader.read(select(measured, location, interval, 0), row -> add(table, measured, row));
        return sorted(table.build());
    }

    private static Select select(
            InfluxNames.Measurement names, String location, Interval interval, long besideSeconds) {
        return Select.of(names.name(), List.of(), Map.of(names.idTag(), location))
                .between(secondsUp(interval.from()) - besideSeconds, secondsUp(interval.to()) + besideSeconds);
    }

    private static void add(WeatherTable.Builder table, InfluxNames.Measurement names, InfluxReader.Row row) {
        for (String column : row.columns()) {
            double value = row.number(column);
            if (!Double.isNaN(value)) {
                table.set(Instant.ofEpochSecond(row.epochSecond()), names.inLoadcast(column), value);
            }
        }
    }

    private static WeatherTable sorted(WeatherTable table) {
        long[] times = new long[table.rows()];
        for (int row = 0; row < times.length; row++) {
            times[row] = table.timestamp(row).getEpochSecond();
        }
        Map<String, double[]> columns = new TreeMap<>();
        for (String variable : table.variables()) {
            double[] values = new double[times.length];
            for (int row = 0; row < times.length; row++) {
                values[row] = table.value(variable, row);
            }
            columns.put(variable, values);
        }
        return WeatherTable.ofArrays(table.location(), times, columns);
    }

    @Override
    public List<WeatherRun> forecasts(String location, Interval targets, Instant availableBy) {
        Map<Instant, WeatherTable.Builder> runs = new TreeMap<>();
        reader.read(select(forecast, location, targets, BESIDE_SECONDS), row -> {
            Instant availableAt = row.text(AVAILABLE_AT)
                    .filter(tag -> !tag.equals(ALWAYS))
                    .map(Instant::parse)
                    .orElse(Instant.MIN);
            if (!availableAt.isAfter(availableBy)) {
                add(runs.computeIfAbsent(availableAt, at -> WeatherTable.builder(location)), forecast, row);
            }
        });
        List<WeatherRun> found = new ArrayList<>();
        runs.forEach((availableAt, builder) -> {
            WeatherTable table = sorted(builder.build());
            if (hasRowIn(table, targets)) {
                found.add(new WeatherRun(availableAt, table));
            }
        });
        return found;
    }

    private static boolean hasRowIn(WeatherTable table, Interval targets) {
        for (int row = 0; row < table.rows(); row++) {
            if (targets.contains(table.timestamp(row))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<String> locations() {
        TreeSet<String> locations = new TreeSet<>(reader.tagValues(measured.name(), measured.idTag()));
        locations.addAll(reader.tagValues(forecast.name(), forecast.idTag()));
        return List.copyOf(locations);
    }
}
