package org.loadcast.features.csv;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/** Reads the rows of one weather file, measured or forecast. */
final class WeatherRows implements CsvTable.RowReader {

    private record Key(String location, Instant availableAt) {}

    private final int timestampField;
    private final int locationField;
    private final int availableField;
    private final int[] variableFields;
    private final List<String> columns;
    private final Fields fields = new Fields();
    private final Map<Key, Run> runs = new LinkedHashMap<>();

    WeatherRows(CsvTable table) throws CsvFormatException {
        this.columns = table.columns();
        this.timestampField = table.require("timestamp");
        this.locationField = table.require("location_id");
        this.availableField = table.find(WeatherCsv.AVAILABLE_AT);
        this.variableFields = IntStream.range(0, columns.size())
                .filter(i -> i != timestampField && i != locationField && i != availableField)
                .toArray();
        if (variableFields.length == 0) {
            throw table.missing("with a weather variable", " Add one such as temperature_c.");
        }
    }

    @Override
    public boolean read(CsvRow row) throws BadRow {
        long second = fields.epochSecond(row, timestampField, "timestamp");
        Key key = key(row);
        double[] values = values(row);
        Run run = runs.computeIfAbsent(key, k -> new Run(k.location(), variableFields.length));
        requireAgreement(run, second, values);
        return add(run, second, values);
    }

    private Key key(CsvRow row) throws BadRow {
        if (row.isEmpty(locationField)) {
            throw new BadRow("location_id is empty. Name the place that the weather is of.");
        }
        boolean always = availableField < 0 || row.isEmpty(availableField);
        Instant availableAt = always
                ? Instant.MIN
                : Instant.ofEpochSecond(fields.epochSecond(row, availableField, WeatherCsv.AVAILABLE_AT));
        return new Key(row.text(locationField), availableAt);
    }

    private double[] values(CsvRow row) throws BadRow {
        double[] values = new double[variableFields.length];
        for (int v = 0; v < values.length; v++) {
            int field = variableFields[v];
            values[v] = row.isEmpty(field) ? Double.NaN : fields.number(row, field, columns.get(field));
        }
        return values;
    }

    private void requireAgreement(Run run, long second, double[] values) throws BadRow {
        for (int v = 0; v < values.length; v++) {
            double earlier = run.seen[v].valueAt(second);
            if (!Double.isNaN(values[v]) && !Double.isNaN(earlier) && earlier != values[v]) {
                throw new BadRow(columns.get(variableFields[v]) + " at " + Instant.ofEpochSecond(second) + " is "
                        + values[v] + " here and " + earlier
                        + " in an earlier row. The earlier one is kept; remove one of them.");
            }
        }
    }

    private boolean add(Run run, long second, double[] values) {
        Instant timestamp = Instant.ofEpochSecond(second);
        boolean isNew = false;
        for (int v = 0; v < values.length; v++) {
            if (!Double.isNaN(values[v]) && Double.isNaN(run.seen[v].putIfAbsent(second, values[v]))) {
                run.table.set(timestamp, columns.get(variableFields[v]), values[v]);
                isNew = true;
            }
        }
        return isNew;
    }

    List<WeatherRun> runs() {
        return runs.entrySet().stream()
                .map(run -> new WeatherRun(
                        run.getKey().availableAt(), run.getValue().table.build()))
                .toList();
    }

    private static final class Run {

        private final WeatherTable.Builder table;
        private final SeenValues[] seen;

        private Run(String location, int variables) {
            this.table = WeatherTable.builder(location);
            this.seen = new SeenValues[variables];
            for (int v = 0; v < variables; v++) {
                seen[v] = new SeenValues();
            }
        }
    }
}
