package org.loadcast.features.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.loadcast.features.meter.Meter;

/**
 * Meter files: {@code meter_id,time_zone,country,category,latitude,longitude,weather_locations}.
 *
 * <p>{@code meter_id} and {@code time_zone} are required, all else may be absent or empty. {@code weather_locations} and
 * {@code groups} hold several names with {@code ;} between them. Further columns are kept as attributes by their name.
 */
public final class MeterCsv {

    static final List<String> COLUMNS = List.of(
            "meter_id", "time_zone", "country", "category", "latitude", "longitude", "weather_locations", "groups");

    private MeterCsv() {}

    /**
     * Reads meters, plain or gzipped, in the order of the file.
     *
     * @throws CsvFormatException when there is no such file, its header lacks a column, or it breaks off
     */
    public static List<Meter> read(Path file, Consumer<? super RejectedRow> rejects) throws IOException {
        try (CsvTable table = CsvTable.open(file)) {
            MeterRows rows = new MeterRows(table);
            table.forEach(rows, rejects);
            return rows.meters();
        }
    }

    /** Writes meters, gzipped when the name ends in {@code .gz}. */
    public static void write(Path file, List<Meter> meters) throws IOException {
        SortedSet<String> attributes = new TreeSet<>();
        meters.forEach(meter -> attributes.addAll(meter.attributes().keySet()));
        List<String> header = new ArrayList<>(COLUMNS);
        header.addAll(attributes);
        try (CsvFileWriter writer = new CsvFileWriter(file, header)) {
            for (Meter meter : meters) {
                writer.write(fields(meter, attributes));
            }
        }
    }

    private static List<String> fields(Meter meter, SortedSet<String> attributes) {
        List<String> fields = new ArrayList<>();
        fields.add(meter.id().value());
        fields.add(meter.zone().getId());
        fields.add(meter.country().orElse(""));
        fields.add(meter.category().orElse(""));
        fields.add(meter.location().map(at -> Double.toString(at.latitude())).orElse(""));
        fields.add(meter.location().map(at -> Double.toString(at.longitude())).orElse(""));
        fields.add(String.join(";", meter.weatherLocations()));
        fields.add(String.join(";", meter.groups()));
        attributes.forEach(name -> fields.add(meter.attributes().getOrDefault(name, "")));
        return fields;
    }
}
