package org.loadcast.serving.app.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.ingest.CsvImport;
import org.loadcast.serving.ingest.ImportedFile;

/** Imports files and tells about it: progress, rejected rows, a summary. The one code path of {@code import} and the demo. */
public final class Importer {

    private static final int METERS_NAMED = 5;

    private final Console console;
    private final Stores stores;
    private final Path rejectsDirectory;

    public Importer(Console console, Stores stores, Path rejectsDirectory) {
        this.console = console;
        this.stores = stores;
        this.rejectsDirectory = rejectsDirectory;
    }

    /** Imports all files, meters first; whether at least one row of them was good. */
    public boolean run(ImportFiles files) throws IOException {
        List<ImportedFile> imported = new ArrayList<>();
        List<MeterId> entered = new ArrayList<>();
        try (RejectedRows rejects = new RejectedRows(rejectsDirectory.resolve("rejected-rows.txt"))) {
            CsvImport csv = new CsvImport(stores, rejects);
            if (files.meters() != null) {
                imported.add(quick(files.meters(), csv::meters));
            }
            if (files.holidays() != null) {
                imported.add(quick(files.holidays(), csv::holidays));
            }
            if (files.weather() != null) {
                imported.add(quick(files.weather(), csv::weather));
            }
            if (files.weatherForecast() != null) {
                imported.add(quick(files.weatherForecast(), csv::weatherForecasts));
            }
            if (files.load() != null) {
                Path file = files.load();
                try (Progress progress = console.progress("importing " + file.getFileName(), Files.size(file), "")) {
                    imported.add(csv.load(file, progress::to, entered::add));
                }
            }
            report(rejects);
        }
        report(imported);
        if (!entered.isEmpty()) {
            String names = String.join(
                    ", ",
                    entered.stream().limit(METERS_NAMED).map(MeterId::value).toList());
            console.note("%d meters had no entry and got the time zone UTC: %s%s. Import a meters file to tell more."
                    .formatted(entered.size(), names, entered.size() > METERS_NAMED ? ", ..." : ""));
        }
        return succeeded(imported);
    }

    @FunctionalInterface
    private interface Import {
        ImportedFile of(Path file) throws IOException;
    }

    private ImportedFile quick(Path file, Import work) throws IOException {
        try (Progress progress = console.progress("importing " + file.getFileName(), 1, "")) {
            ImportedFile imported = work.of(file);
            progress.to(1);
            return imported;
        }
    }

    /** Shows the first rows that were left out. */
    public void report(RejectedRows rejects) {
        rejects.first().forEach(row -> console.line("rejected: " + row));
        rejects.file()
                .ifPresent(file -> console.line(
                        "... and %,d more; all %,d are listed in %s",
                        rejects.count() - rejects.first().size(), rejects.count(), file));
    }

    /** Shows what became of the files. */
    public void report(List<ImportedFile> imported) {
        TextTable table = new TextTable("file", "new", "replaced", "known", "rejected");
        for (ImportedFile file : imported) {
            table.row(
                    file.what() + " " + file.file().getFileName(),
                    count(file.written().added()),
                    count(file.written().replaced()),
                    count(file.written().unchanged()),
                    count(file.rejected()));
        }
        table.lines().forEach(console::line);
        console.line(
                "Store: %s, %d meters", stores.location(), stores.meters().all().size());
    }

    /** Whether at least one row was good; says so when none was. */
    public boolean succeeded(List<ImportedFile> imported) {
        boolean good = imported.stream().anyMatch(ImportedFile::hasGoodRows);
        if (!good) {
            console.note("loadcast: No row was good; nothing was imported. See the reasons above.");
        }
        return good;
    }

    private static String count(long rows) {
        return String.format("%,d", rows);
    }
}
