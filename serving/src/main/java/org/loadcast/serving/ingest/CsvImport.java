package org.loadcast.serving.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.loadcast.features.calendar.DaysOff;
import org.loadcast.features.csv.CsvSummary;
import org.loadcast.features.csv.HolidayCsv;
import org.loadcast.features.csv.LoadCsv;
import org.loadcast.features.csv.MeterCsv;
import org.loadcast.features.csv.RejectedRow;
import org.loadcast.features.csv.WeatherCsv;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.BulkLoad;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WriteCounts;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Imports CSV files, plain or gzipped, into the stores; the same file again changes nothing. Not thread-safe.
 *
 * <p>Every method returns when all good rows are durable, and throws {@link IOException} for a file that cannot be read as
 * what it should be; rows that were stored before stay stored.
 */
public final class CsvImport {

    private final Stores stores;
    private final Consumer<? super RejectedRow> rejects;

    /**
     * An import into {@code stores}.
     *
     * @param rejects hears of every row that is left out
     */
    public CsvImport(Stores stores, Consumer<? super RejectedRow> rejects) {
        this.stores = stores;
        this.rejects = rejects;
    }

    /**
     * Imports load; a meter that the directory does not have is entered with the zone UTC.
     *
     * @param bytesRead hears how many bytes of the file have been read
     * @param entered hears of every meter that was entered
     */
    public ImportedFile load(Path file, LongConsumer bytesRead, Consumer<? super MeterId> entered) throws IOException {
        BulkLoad bulk = new BulkLoad(stores.measurements(), counts -> {});
        CsvSummary summary;
        try (InputStream stream = new CountingStream(Files.newInputStream(file), bytesRead)) {
            summary = LoadCsv.read(stream, nameOf(file), bulk::add, rejects);
        }
        WriteCounts written = bulk.finish();
        for (MeterId meter : bulk.meters()) {
            if (stores.meters().find(meter).isEmpty()) {
                stores.meters().put(Meter.builder(meter).build());
                entered.accept(meter);
            }
        }
        WriteCounts repeated = new WriteCounts(0, 0, summary.repeated());
        return new ImportedFile("load", file, written.plus(repeated), summary.rejected());
    }

    /** Imports measured weather. */
    public ImportedFile weather(Path file) throws IOException {
        Rejects counted = new Rejects();
        List<WeatherTable> tables = WeatherCsv.read(file, counted);
        tables.forEach(stores.weather()::writeObserved);
        long rows = tables.stream().mapToLong(WeatherTable::rows).sum();
        return stored("weather", file, rows, counted);
    }

    /** Imports weather forecasts. */
    public ImportedFile weatherForecasts(Path file) throws IOException {
        Rejects counted = new Rejects();
        List<WeatherRun> runs = WeatherCsv.readForecasts(file, counted);
        runs.forEach(stores.weather()::writeForecast);
        long rows = runs.stream().mapToLong(run -> run.table().rows()).sum();
        return stored("weather forecast", file, rows, counted);
    }

    /** Imports the directory entries of meters. */
    public ImportedFile meters(Path file) throws IOException {
        Rejects counted = new Rejects();
        List<Meter> meters = MeterCsv.read(file, counted);
        long known = 0;
        long replaced = 0;
        for (Meter meter : meters) {
            Optional<Meter> before = stores.meters().find(meter.id());
            if (before.isPresent() && before.get().equals(meter)) {
                known++;
            } else {
                replaced += before.isPresent() ? 1 : 0;
                stores.meters().put(meter);
            }
        }
        WriteCounts written = new WriteCounts(meters.size() - known - replaced, replaced, known);
        return new ImportedFile("meters", file, written, counted.count.get());
    }

    /** Imports holidays. */
    public ImportedFile holidays(Path file) throws IOException {
        Rejects counted = new Rejects();
        DaysOff days = HolidayCsv.read(file, counted);
        stores.meters().putHolidays(days.holidays());
        stores.meters().putVacations(days.vacations());
        return stored("holidays", file, days.size(), counted);
    }

    private static ImportedFile stored(String what, Path file, long rows, Rejects counted) {
        return new ImportedFile(what, file, new WriteCounts(rows, 0, 0), counted.count.get());
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Hands rejected rows on and counts them. */
    private final class Rejects implements Consumer<RejectedRow> {

        private final AtomicLong count = new AtomicLong();

        @Override
        public void accept(RejectedRow row) {
            count.incrementAndGet();
            rejects.accept(row);
        }
    }
}
