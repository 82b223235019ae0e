package org.loadcast.serving.app.command;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.store.sqlite.SqliteRetention;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.settings.RetentionConfig;
import org.loadcast.serving.app.wiring.Wiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast retention}: makes the embedded store smaller. */
@Command(
        name = "retention",
        mixinStandardHelpOptions = true,
        description = {
            "Compacts old readings to quarter-hours, and deletes old quarter-hours, of which day totals stay: by the ages of the",
            "settings retention.readings and retention.quarter_hours, or by those given here. The service does so by itself, at",
            "retention.schedule. Others may write meanwhile; the file keeps its size and its free space is used again."
        },
        footer = {
            "",
            "Examples:",
            "  loadcast retention --readings P90D --dry-run",
            "  loadcast retention --readings P90D --quarter-hours P1100D"
        })
public final class RetentionCommand implements Callable<Integer> {

    @Option(names = "--readings", paramLabel = "AGE", description = "Compact readings older than this, such as P90D.")
    private @Nullable String readings;

    @Option(names = "--quarter-hours", paramLabel = "AGE", description = "Delete all but day totals older than this.")
    private @Nullable String quarterHours;

    @Option(names = "--dry-run", description = "Only tell what would be done.")
    private boolean dryRun;

    private final Shell shell;

    public RetentionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Wiring wiring = shell.wiring();
        if (wiring.config().influx().isPresent()) {
            throw new CommandFailure("Readings are kept in InfluxDB, which deletes old ones by its own retention policy"
                    + " (version 1: ALTER RETENTION POLICY, version 2: the bucket's retention). Set it there.");
        }
        RetentionConfig set = wiring.config().retention();
        RetentionConfig ages = new RetentionConfig(
                Optional.ofNullable(readings).map(RetentionConfig::age).or(set::readings),
                Optional.ofNullable(quarterHours).map(RetentionConfig::age).or(set::quarterHours),
                set.schedule());
        if (ages.readings().isEmpty() && ages.quarterHours().isEmpty()) {
            throw new CommandFailure("No age is set. Use --readings AGE, or the setting retention.readings.");
        }
        try (SqliteStores stores = wiring.openEmbeddedStores()) {
            Instant now = shell.clock().instant();
            ages.readings().ifPresent(age -> compact(stores.retention(), now.minus(age)));
            ages.quarterHours().ifPresent(age -> delete(stores, now.minus(age)));
        }
        return 0;
    }

    private void compact(SqliteRetention retention, Instant before) {
        SqliteRetention.Compactable all = retention.compactable(before);
        if (dryRun) {
            shell.console()
                    .line(
                            "%,d readings before %s would become at most %,d quarter-hours",
                            all.readings(), before, all.quarterHours());
            return;
        }
        try (Progress progress = shell.console().progress("compacting readings", Math.max(1, all.readings()), "")) {
            SqliteRetention.Compacted done = retention.compact(before, progress::to);
            shell.console()
                    .line(
                            "%,d readings before %s became %,d quarter-hours",
                            done.readings(), before, done.quarterHours());
        }
    }

    private void delete(SqliteStores stores, Instant before) {
        long all = stores.retention().deletable(before);
        if (dryRun) {
            shell.console().line("%,d quarter-hours before %s would be deleted; day totals stay", all, before);
            return;
        }
        try (Progress progress = shell.console().progress("deleting quarter-hours", Math.max(1, all), "")) {
            long gone = stores.retention().delete(before, stores.meters().all(), progress::to);
            shell.console().line("%,d rows before %s are deleted; day totals stay", gone, before);
        }
    }
}
