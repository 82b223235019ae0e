package org.loadcast.serving.app.command;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.access.ApiKey;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.access.Keys;
import org.loadcast.serving.access.Role;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.site.Books;
import org.loadcast.serving.store.ServiceTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast keys}: who may use the service. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = {
            "Makes, lists and revokes the keys of the service. From the first key on, every request for data needs one",
            "(Authorization: Bearer KEY), and the service may listen on other addresses than loopback. A running",
            "service knows within a second."
        },
        synopsisSubcommandLabel = "ACTION",
        footer = {
            "",
            "Examples:",
            "  loadcast keys create --name me --role admin",
            "  loadcast keys create --name grafana --role viewer --groups north,south",
            "  loadcast keys revoke 3f2a91c0"
        })
public final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public KeysCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name an action: create, list or revoke.");
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a key and prints it, this once.")
    int create(
            @Option(names = "--name", paramLabel = "NAME", description = "Whom or what it is for.") @Nullable
                    String name,
            @Option(
                            names = "--person",
                            paramLabel = "NAME",
                            description = {
                                "A person with access (loadcast sites), whose role and groups count at",
                                "every moment, in place of --name, --role and --groups."
                            })
                    @Nullable
                    String person,
            @Option(names = "--role", paramLabel = "ROLE", description = "viewer, operator or admin (default: viewer).")
                    @Nullable
                    Role role,
            @Option(
                            names = "--groups",
                            paramLabel = "GROUP",
                            split = ",",
                            description = "Meter groups that it is limited to (default: all meters).")
                    @Nullable
                    List<String> groups) {
        if ((name == null) == (person == null) || (person != null && (role != null || groups != null))) {
            throw new ParameterException(
                    spec.commandLine(), "Give --name with --role and --groups, or --person alone.");
        }
        try (SqliteStores stores = shell.wiring().openEmbeddedStores()) {
            ServiceTables tables = ServiceTables.in(stores.database());
            Keys keys = keys(tables);
            Keys.Fresh fresh = name == null
                    ? keys.createFor(Objects.requireNonNull(person))
                    : keys.create(
                            name,
                            role == null ? Role.VIEWER : role,
                            new TreeSet<>(groups == null ? List.<String>of() : groups));
            audit(tables, "made key " + fresh.key().id());
            shell.console().line(fresh.secret());
            shell.console()
                    .note("Key " + fresh.key().id() + " of " + fresh.key().name() + ", "
                            + fresh.key().role().label()
                            + ". Keep it well: it is not shown again.");
        }
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All keys, without their secrets.")
    int list() {
        try (SqliteStores stores = shell.wiring().openEmbeddedStores()) {
            TextTable table = new TextTable("key", "name", "role", "groups", "made", "revoked");
            for (ApiKey key : keys(ServiceTables.in(stores.database())).all()) {
                table.row(
                        key.id(),
                        key.name(),
                        key.person().isPresent() ? "of the person" : key.role().label(),
                        key.person().isPresent()
                                ? "of the person"
                                : key.groups().isEmpty() ? "all" : String.join(",", key.groups()),
                        key.createdAt().truncatedTo(ChronoUnit.MINUTES),
                        key.revokedAt()
                                .map(at -> at.truncatedTo(ChronoUnit.MINUTES).toString())
                                .orElse("-"));
            }
            if (table.isEmpty()) {
                shell.console().line("No keys: the service listens to this machine only, and asks nobody for a key.");
            } else {
                table.lines().forEach(shell.console()::line);
            }
        }
        return 0;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Makes a key stop to work.")
    int revoke(@Parameters(paramLabel = "KEY", description = "Id of the key, as listed.") String id) {
        try (SqliteStores stores = shell.wiring().openEmbeddedStores()) {
            ServiceTables tables = ServiceTables.in(stores.database());
            if (!keys(tables).revoke(id)) {
                throw new CommandFailure("There is no key '" + id + "' that works. List them: loadcast keys list");
            }
            audit(tables, "revoked key " + id);
            shell.console().line("Key %s is revoked.", id);
        }
        return 0;
    }

    private Keys keys(ServiceTables tables) {
        return new Keys(tables.keys(), new Books(tables.sites()), shell.clock());
    }

    private void audit(ServiceTables tables, String what) {
        tables.audit().add(new AuditLog.Entry(0, shell.clock().instant(), "command line", "", what, "done"));
    }
}
