package org.loadcast.features.csv;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;

/** Reads the rows of one meter file. */
final class MeterRows implements CsvTable.RowReader {

    private final List<String> columns;
    private final Fields fields = new Fields();
    private final Map<MeterId, Meter> meters = new LinkedHashMap<>();

    MeterRows(CsvTable table) throws CsvFormatException {
        this.columns = table.columns();
        table.require("meter_id");
        table.require("time_zone");
    }

    @Override
    public boolean read(CsvRow row) throws BadRow {
        Meter meter = meter(row);
        Meter earlier = meters.putIfAbsent(meter.id(), meter);
        if (earlier != null && !earlier.equals(meter)) {
            throw new BadRow("Meter " + meter.id()
                    + " has other facts in an earlier row. The earlier ones are kept; remove one of the rows.");
        }
        return earlier == null;
    }

    List<Meter> meters() {
        return List.copyOf(meters.values());
    }

    private Meter meter(CsvRow row) throws BadRow {
        try {
            Meter.Builder meter = Meter.builder(MeterId.of(text(row, "meter_id")))
                    .zone(zone(text(row, "time_zone")))
                    .country(text(row, "country"))
                    .category(text(row, "category"))
                    .weatherLocations(names(text(row, "weather_locations")))
                    .groups(names(text(row, "groups")))
                    .attributes(attributes(row));
            if (!text(row, "latitude").isEmpty() || !text(row, "longitude").isEmpty()) {
                meter.location(new GeoPoint(number(row, "latitude"), number(row, "longitude")));
            }
            return meter.build();
        } catch (IllegalArgumentException e) {
            throw new BadRow(String.valueOf(e.getMessage()));
        }
    }

    private String text(CsvRow row, String column) {
        int field = columns.indexOf(column);
        return field < 0 ? "" : row.text(field);
    }

    private double number(CsvRow row, String column) throws BadRow {
        int field = columns.indexOf(column);
        if (field < 0 || row.isEmpty(field)) {
            throw new BadRow(column + " is missing. Give both latitude and longitude in degrees, or neither.");
        }
        return fields.number(row, field, column);
    }

    private static ZoneId zone(String text) throws BadRow {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadRow(
                    "time_zone '" + text + "' is not known. Use a name of the IANA database such as Europe/Amsterdam.");
        }
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private Map<String, String> attributes(CsvRow row) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int field = 0; field < columns.size(); field++) {
            if (!MeterCsv.COLUMNS.contains(columns.get(field)) && !row.isEmpty(field)) {
                attributes.put(columns.get(field), row.text(field));
            }
        }
        return attributes;
    }
}
