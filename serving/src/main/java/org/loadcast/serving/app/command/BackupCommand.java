package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.files.DataBackup;
import org.loadcast.serving.app.wiring.Wiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast backup}: a copy of the store and the models. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the embedded store and the models into an empty directory, also while the service runs.",
            "The copy is checked. Settings, and readings that are kept in InfluxDB, are not in it."
        },
        footer = {"", "Example:", "  loadcast backup --out /backup/loadcast-2024-06-01"})
public final class BackupCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "An empty or new directory.")
    private Path out;

    private final Shell shell;

    public BackupCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Wiring wiring = shell.wiring();
        // Opening a store would make one: a typing error in --data must not end as a backup of nothing.
        if (!wiring.hasStore()) {
            throw new CommandFailure("There is no store in " + wiring.config().data()
                    + " to back up. Name the directory of an installation with --data.");
        }
        DataBackup.Content content =
                new DataBackup(out).takeFrom(wiring.config().data());
        shell.console()
                .line(
                        "Backup in %s: store of %s MB, %d files of models.",
                        out, megabytes(content), content.modelFiles());
        if (wiring.config().influx().isPresent()) {
            shell.console().note("Readings, weather and forecasts are in InfluxDB: back it up with its own tools.");
        }
        return 0;
    }

    static String megabytes(DataBackup.Content content) {
        return String.format(Locale.ROOT, "%.1f", content.storeBytes() / 1e6);
    }
}
