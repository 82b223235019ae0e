package org.loadcast.features.csv;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.MeterId;

/** Reads the rows of one load file. */
final class LoadRows implements CsvTable.RowReader {

    private static final Map<String, Double> KILOWATTS_PER_UNIT =
            Map.of("load_kw", 1.0, "load_w", 0.001, "load_mw", 1000.0);

    private final LoadSink sink;
    private final Predicate<MeterId> wanted;
    private final int timestampField;
    private final int meterField;
    private final int loadField;
    private final String loadColumn;
    private final double kilowattsPerUnit;
    private final Fields fields = new Fields();
    private final Map<String, MeterRows> meters = new HashMap<>();
    private @Nullable MeterRows last;

    LoadRows(CsvTable table, Predicate<MeterId> wanted, LoadSink sink) throws CsvFormatException {
        this.sink = sink;
        this.wanted = wanted;
        this.timestampField = table.require("timestamp");
        this.meterField = table.require("meter_id");
        this.loadColumn = loadColumn(table);
        this.loadField = table.require(loadColumn);
        this.kilowattsPerUnit = KILOWATTS_PER_UNIT.getOrDefault(loadColumn, 1.0);
    }

    private static String loadColumn(CsvTable table) throws CsvFormatException {
        List<String> found =
                table.columns().stream().filter(KILOWATTS_PER_UNIT::containsKey).toList();
        if (found.isEmpty()) {
            throw table.missing(
                    "load_kw", " Name the column of the mean power load_kw, load_w or load_mw (megawatts).");
        }
        if (found.size() > 1) {
            throw new CsvFormatException(
                    "File " + table.name() + " has more than one load column: " + found + ". Keep one of them.");
        }
        return found.get(0);
    }

    @Override
    public boolean read(CsvRow row) throws BadRow {
        MeterRows meter = meter(row);
        if (!meter.wanted) {
            return false;
        }
        long second = fields.epochSecond(row, timestampField, "timestamp");
        double kilowatts = fields.number(row, loadField, loadColumn) * kilowattsPerUnit;
        if (Double.isInfinite(kilowatts)) {
            throw new BadRow(loadColumn + " '" + row.text(loadField) + "' is too large.");
        }
        double earlier = meter.seen.putIfAbsent(second, kilowatts);
        if (earlier == kilowatts) {
            return false;
        }
        if (!Double.isNaN(earlier)) {
            throw new BadRow(
                    "Meter " + meter.id + " at " + Instant.ofEpochSecond(second) + " has " + kilowatts + " kW here and "
                            + earlier + " kW in an earlier row. The earlier one is kept; remove one of them.");
        }
        sink.accept(meter.id, second, kilowatts);
        return true;
    }

    private MeterRows meter(CsvRow row) throws BadRow {
        MeterRows candidate = last;
        if (candidate != null && row.isText(meterField, candidate.name)) {
            return candidate;
        }
        String name = row.text(meterField);
        MeterRows known = meters.get(name);
        if (known == null) {
            known = new MeterRows(meterId(name), wanted);
            meters.put(name, known);
        }
        last = known;
        return known;
    }

    private static MeterId meterId(String name) throws BadRow {
        try {
            return MeterId.of(name);
        } catch (IllegalArgumentException e) {
            throw new BadRow(String.valueOf(e.getMessage()));
        }
    }

    private static final class MeterRows {

        private final MeterId id;
        private final char[] name;
        private final boolean wanted;
        private final SeenValues seen = new SeenValues();

        private MeterRows(MeterId id, Predicate<MeterId> wanted) {
            this.id = id;
            this.name = id.value().toCharArray();
            this.wanted = wanted.test(id);
        }
    }
}
