package org.loadcast.features.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;

/** Writes a load file that {@link LoadCsv} reads back exactly; made by {@link LoadCsv#writer}. Not thread-safe. */
public final class LoadCsvWriter implements Closeable {

    private static final List<String> HEADER = List.of("timestamp", "meter_id", "load_kw");

    private final CsvFileWriter file;

    LoadCsvWriter(Path file) throws IOException {
        this.file = new CsvFileWriter(file, HEADER);
    }

    LoadCsvWriter(OutputStream target) throws IOException {
        this.file = new CsvFileWriter(target, HEADER);
    }

    /**
     * Writes one row.
     *
     * @param start start of the interval
     * @param kilowatts mean power of the interval
     * @throws IllegalArgumentException when {@code kilowatts} is NaN or infinite; leave a missing value out
     */
    public void write(MeterId meter, Instant start, double kilowatts) throws IOException {
        if (!Double.isFinite(kilowatts)) {
            throw new IllegalArgumentException("Load " + kilowatts + " kW of meter " + meter + " at " + start
                    + " is not a finite number. Leave a missing value out.");
        }
        file.write(List.of(start.toString(), meter.value(), Double.toString(kilowatts)));
    }

    /** Writes a row for every interval of {@code series} that has a value. */
    public void write(MeterId meter, LoadSeries series) throws IOException {
        for (int i = 0; i < series.length(); i++) {
            if (!series.isMissing(i)) {
                write(meter, series.grid().startOf(i), series.kilowatts(i));
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
