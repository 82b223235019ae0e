package org.loadcast.features.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadPoints;
import org.loadcast.features.series.MeasuredLoad;

/**
 * Load files: {@code timestamp,meter_id,load_kw}, one row an interval, the timestamp its start; a missing value is an
 * absent row.
 *
 * <p>The power column may also be {@code load_w} or {@code load_mw} (megawatts); values come out in kW. Further columns are
 * ignored. A row that repeats the value of its meter and instant is harmless; one with another value is rejected, the first
 * stays. Reading keeps about 12 bytes a row to know that.
 */
public final class LoadCsv {

    private LoadCsv() {}

    /**
     * Streams a file, plain or gzipped, to {@code sink}.
     *
     * @throws CsvFormatException when there is no such file, its header lacks a column, or it breaks off
     */
    public static CsvSummary read(Path file, LoadSink sink, Consumer<? super RejectedRow> rejects) throws IOException {
        try (CsvTable table = CsvTable.open(file)) {
            return read(table, id -> true, sink, rejects);
        }
    }

    /**
     * Streams {@code source}, plain or gzipped, to {@code sink}; wrap a counting stream to show progress.
     *
     * @param name what to call the source in messages
     * @throws CsvFormatException when its header lacks a column, or it breaks off
     */
    public static CsvSummary read(InputStream source, String name, LoadSink sink, Consumer<? super RejectedRow> rejects)
            throws IOException {
        return read(CsvTable.of(source, name), id -> true, sink, rejects);
    }

    /**
     * Reads whole histories, laid on epoch-aligned intervals of {@code step}.
     *
     * <p>A meter's native step is the median distance of its rows; a step is the mean of its native intervals, and missing
     * when one of them is.
     *
     * @param meters which meters to read
     * @return the load by meter, each from its first to its last row
     * @throws CsvFormatException when there is no such file, its header lacks a column, or it breaks off
     */
    public static SortedMap<MeterId, MeasuredLoad> readLoads(
            Path file, Duration step, Predicate<MeterId> meters, Consumer<? super RejectedRow> rejects)
            throws IOException {
        Map<MeterId, LoadPoints> points = new HashMap<>();
        try (CsvTable table = CsvTable.open(file)) {
            LoadSink sink = (meter, second, kilowatts) ->
                    points.computeIfAbsent(meter, id -> new LoadPoints()).add(second, kilowatts);
            read(table, meters, sink, rejects);
        }
        SortedMap<MeterId, MeasuredLoad> loads = new TreeMap<>();
        points.forEach((meter, rows) -> {
            Duration nativeStep = rows.nativeStep().orElse(step);
            loads.put(meter, MeasuredLoad.of(rows.toSeries(nativeStep), step));
        });
        return loads;
    }

    /** Opens {@code file} for writing, gzipped when its name ends in {@code .gz}; an existing file is replaced. */
    public static LoadCsvWriter writer(Path file) throws IOException {
        return new LoadCsvWriter(file);
    }

    /** Writes to {@code target}, which {@link LoadCsvWriter#close} closes. */
    public static LoadCsvWriter writer(OutputStream target) throws IOException {
        return new LoadCsvWriter(target);
    }

    private static CsvSummary read(
            CsvTable table, Predicate<MeterId> meters, LoadSink sink, Consumer<? super RejectedRow> rejects)
            throws IOException {
        return table.forEach(new LoadRows(table, meters, sink), rejects);
    }
}
