package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.app.files.Importer;
import org.loadcast.serving.app.files.RejectedRows;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.ingest.ImportedFile;
import org.loadcast.serving.source.PullLog;
import org.loadcast.serving.source.SourceFormat;
import org.loadcast.serving.source.SourceFormats;
import org.loadcast.serving.source.SourceImport;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.store.ServiceTables;

/** Imports files of others, and tells about it as the import of our own files does. */
final class SourceImporter {

    private static final int STRETCHES_SHOWN = 20;

    private final Shell shell;
    private final Console console;

    SourceImporter(Shell shell) {
        this.shell = shell;
        this.console = shell.console();
    }

    void listFormats() {
        for (SourceFormat format : SourceFormats.installed().all()) {
            console.line("%-20s %s", format.name(), format.description());
            new TreeMap<>(format.settings())
                    .forEach((name, meaning) -> console.line("    --set %s=…  %s", name, meaning));
        }
        console.line(
                "All formats take --zone, --meter and --set only=A,B, which picks meters by the names that they have in the file.");
    }

    void listMissing() {
        try (Stores stores = shell.wiring().openExistingStores()) {
            List<PullLog.Missing> missing = pulls(stores).missing();
            if (missing.isEmpty()) {
                console.line("Nothing is missing of what was pulled.");
            }
            tell(missing, Integer.MAX_VALUE);
        }
    }

    /**
     * Imports sources of one format, one after the other.
     *
     * @return whether at least one row was good, or nothing was new
     * @throws IllegalArgumentException when there is no such format, or a setting is wrong
     */
    boolean run(
            String formatName,
            List<String> sources,
            Optional<ZoneId> zone,
            Optional<String> meter,
            Map<String, String> values)
            throws IOException {
        SourceFormat format = SourceFormats.installed().get(formatName);
        SourceSettings settings = new SourceSettings(zone, meter, values).checkedFor(format);
        List<SourceLocation> locations =
                sources.stream().map(SourceLocation::of).toList();
        locations.forEach(location -> requireReadable(format, location));
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openStores()) {
            Importer importer = new Importer(console, stores, wiring.config().data());
            List<ImportedFile> imported = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            try (RejectedRows rejects = new RejectedRows(wiring.config().data().resolve("rejected-rows.txt"))) {
                SourceImport sourceImport = new SourceImport(stores, pulls(stores), rejects, notes::add);
                try {
                    for (SourceLocation location : locations) {
                        imported.add(read(sourceImport, format, location, settings));
                    }
                } finally {
                    importer.report(rejects);
                }
            }
            importer.report(imported);
            notes.forEach(console::note);
            if (format.readsPlaces()) {
                tell(pulls(stores).missing(), STRETCHES_SHOWN);
                return imported.stream().allMatch(file -> file.rejected() == 0) || importer.succeeded(imported);
            }
            return importer.succeeded(imported);
        }
    }

    private ImportedFile read(
            SourceImport sourceImport, SourceFormat format, SourceLocation location, SourceSettings settings)
            throws IOException {
        try (Progress progress = console.progress("importing " + location.name(), Math.max(1, location.size()), "")) {
            return sourceImport.read(format, location.toldTo(progress::to), settings);
        }
    }

    private static void requireReadable(SourceFormat format, SourceLocation location) {
        boolean address = location.address().isPresent();
        boolean place = address || Files.isDirectory(location.path());
        if (place && !format.readsPlaces()) {
            throw new CommandFailure(location + " is " + (address ? "an address" : "a directory") + ", and format "
                    + format.name() + " reads files. Name the files"
                    + (address ? ", downloaded before." : "."));
        }
        if (!place && format.readsPlaces()) {
            throw new CommandFailure(
                    location + " is no directory and no address, which format " + format.name() + " wants.");
        }
        if (!place && (!Files.isRegularFile(location.path()) || !Files.isReadable(location.path()))) {
            throw new CommandFailure("File " + location + " does not exist or cannot be read.");
        }
    }

    private static PullLog pulls(Stores stores) {
        return ServiceTables.in(Wiring.database(stores)).pulls();
    }

    private void tell(List<PullLog.Missing> missing, int most) {
        if (missing.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("missing of", "from", "to", "tries", "because");
        missing.stream()
                .limit(most)
                .forEach(stretch -> table.row(
                        stretch.sensor() + (stretch.run() == 0 ? "" : " run " + stretch.run()),
                        stretch.time().from().toString(),
                        stretch.time().to().toString(),
                        String.valueOf(stretch.tries()),
                        stretch.reason()));
        table.lines().forEach(console::line);
        if (missing.size() > most) {
            console.line("... and %,d more: loadcast import --missing", missing.size() - most);
        }
        console.note("Missing stretches are asked for again by the next run.");
    }
}
