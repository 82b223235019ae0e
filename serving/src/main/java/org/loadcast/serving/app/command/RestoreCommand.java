package org.loadcast.serving.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.loadcast.serving.app.files.DataBackup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast restore}: a backup becomes an installation again. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Puts a backup into the data directory, which must be empty.",
        footer = {"", "Example:", "  loadcast restore --from /backup/loadcast-2024-06-01 --data data"})
public final class RestoreCommand implements Callable<Integer> {

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "What 'loadcast backup' wrote.")
    private Path from;

    private final Shell shell;

    public RestoreCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path data = shell.wiring().config().data();
        DataBackup.Content content = new DataBackup(from).putInto(data);
        shell.console()
                .line(
                        "Restored into %s: store of %s MB, %d files of models. './loadcast models verify' checks these.",
                        data, BackupCommand.megabytes(content), content.modelFiles());
        return 0;
    }
}
