package org.loadcast.features.store.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.FluxRecord;
import com.influxdb.query.FluxTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.loadcast.features.store.StoreException;

/** Reads by Flux: InfluxDB 2. */
final class Flux implements InfluxReader {

    private final InfluxDBClient client;
    private final InfluxConfig config;
    private final String bucket;

    /** Closes {@code client} when it is closed itself. */
    Flux(InfluxDBClient client, InfluxConfig config) {
        this.client = client;
        this.config = config;
        this.bucket = config.access().database();
    }

    @Override
    public void read(Select select, RowSink sink) {
        for (FluxTable table : ask(script(bucket, select))) {
            for (FluxRecord record : table.getRecords()) {
                sink.row(row(record));
            }
        }
    }

    private static ValueRow row(FluxRecord record) {
        Map<String, Object> values = new TreeMap<>();
        record.getValues().forEach((column, value) -> {
            if (value != null && !column.startsWith("_") && !column.equals("result") && !column.equals("table")) {
                values.put(column, value);
            }
        });
        Instant time = record.getTime();
        return new ValueRow(time == null ? 0 : time.getEpochSecond(), values);
    }

    @Override
    public List<String> tagValues(String measurement, String tag) {
        String script = "import \"influxdata/influxdb/schema\"\nschema.tagValues(bucket: " + literal(bucket) + ", tag: "
                + literal(tag) + ", predicate: (r) => r._measurement == " + literal(measurement) + ", start: "
                + Instant.ofEpochSecond(Select.FIRST_SECOND) + ")";
        List<String> values = new ArrayList<>();
        for (FluxTable table : ask(script)) {
            for (FluxRecord record : table.getRecords()) {
                values.add(String.valueOf(record.getValue()));
            }
        }
        return values;
    }

    private List<FluxTable> ask(String script) {
        try {
            return client.getQueryApi().query(script);
        } catch (InfluxException e) {
            throw new StoreException(
                    e.status() == 0
                            ? "InfluxDB at " + config.url() + " does not answer: " + e.getMessage()
                                    + ". Nothing can be read until it is back; readings that come in wait in the outbox."
                            : "InfluxDB at " + config.url() + " did not answer a query of " + bucket + ": HTTP "
                                    + e.status() + " " + e.getMessage() + " Check org, bucket and token.",
                    e);
        }
    }

    /** One row a time and set of tags, in one table. */
    static String script(String bucket, Select select) {
        StringBuilder script = new StringBuilder("from(bucket: ")
                .append(literal(bucket))
                .append(")\n  |> range(start: ")
                .append(Instant.ofEpochSecond(select.fromSecond()))
                .append(", stop: ")
                .append(Instant.ofEpochSecond(select.toSecond()))
                .append(")\n  |> filter(fn: (r) => r._measurement == ")
                .append(literal(select.measurement()));
        new TreeMap<>(select.tags())
                .forEach((tag, value) -> script.append(" and r[")
                        .append(literal(tag))
                        .append("] == ")
                        .append(literal(value)));
        script.append(")\n  |> pivot(rowKey: [\"_time\"], columnKey: [\"_field\"], valueColumn: \"_value\")");
        select.within()
                .ifPresent(range -> script.append("\n  |> filter(fn: (r) => r[")
                        .append(literal(range.field()))
                        .append("] >= ")
                        .append(range.from())
                        .append(" and r[")
                        .append(literal(range.field()))
                        .append("] < ")
                        .append(range.to())
                        .append(')'));
        if (!select.columns().isEmpty()) {
            script.append("\n  |> keep(columns: [\"_time\", ")
                    .append(select.columns().stream().map(Flux::literal).collect(Collectors.joining(", ")))
                    .append("])");
        }
        script.append("\n  |> group()\n  |> sort(columns: [\"_time\"], desc: ")
                .append(select.order().newestFirst())
                .append(')');
        select.order()
                .limit()
                .ifPresent(
                        limit -> script.append("\n  |> limit(n: ").append(limit).append(')'));
        return script.toString();
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "\\${") + '"';
    }

    @Override
    public void close() {
        client.close();
    }
}
