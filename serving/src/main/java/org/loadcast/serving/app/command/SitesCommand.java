package org.loadcast.serving.app.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.OutputFile;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.site.SiteBook;
import org.loadcast.serving.site.SiteBookException;
import org.loadcast.serving.site.SiteBookJson;
import org.loadcast.serving.site.SiteConfig;
import org.loadcast.serving.site.SiteDesk;
import org.loadcast.serving.site.SiteTotals;
import org.loadcast.serving.site.WatchedStores;
import org.loadcast.serving.site.excel.SiteWorkbook;
import org.loadcast.serving.store.ServiceTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadcast sites}: homes and buildings with their sensors, groups of meters, and people's access to them. */
@Command(
        name = "sites",
        mixinStandardHelpOptions = true,
        description = {
            "Homes and buildings with their sensors, groups of meters with captions, and people's access to groups, as YAML, JSON",
            "or an Excel workbook. What no sensor measures of consumption, production and net is derived from what is measured,",
            "and written as a meter of its own: SITE.consumption, SITE.production, SITE.net."
        },
        synopsisSubcommandLabel = "ACTION",
        footer = {
            "",
            "Examples:",
            "  loadcast sites set sites.yaml",
            "  loadcast sites export --out sites.xlsx",
            "  loadcast sites set sites.xlsx --dry-run",
            "",
            "A file:",
            "  groups: [{ id: north, caption: Northern town }]",
            "  people: [{ name: anna, role: viewer, groups: [north] }]",
            "  sites:",
            "    - id: home",
            "      groups: [north]",
            "      sensors:",
            "        - { meter_id: main, role: net }",
            "        - { meter_id: roof, role: production, sign: inverted, from: 2023-06-01 }"
        })
public final class SitesCommand implements Runnable {

    private static final String WORKBOOK = ".xlsx";

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public SitesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name an action: set, list, export or derive.");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Puts a file into force, in place of all sites, groups and access before it. It is checked as a whole: with any",
                "error nothing changes."
            })
    int set(
            @Parameters(paramLabel = "FILE", description = "YAML, JSON, or an Excel workbook (.xlsx).") Path file,
            @Option(names = "--dry-run", description = "Only tell what would change.") boolean dryRun)
            throws IOException {
        byte[] bytes = read(file);
        try (WatchedStores stores = shell.wiring().openStores()) {
            SiteDesk desk = new SiteDesk(stores, SiteDesk.DerivedListener.NONE);
            SiteDesk.Change change = desk.replace(SiteWorkbook.readAny(bytes, desk.clocks()), dryRun);
            change.lines().forEach(line -> shell.console().line("%s", (dryRun ? "would be " : "") + line));
            if (change.lines().isEmpty()) {
                shell.console().line("Nothing changes.");
            } else if (!dryRun) {
                ServiceTables.in(Wiring.database(stores))
                        .audit()
                        .add(new AuditLog.Entry(
                                0, shell.clock().instant(), "command line", "", "set sites by " + file, "done"));
                derive(desk);
            }
        } catch (SiteBookException wrong) {
            throw refused(file, wrong);
        }
        return 0;
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CommandFailure("The file " + file + " cannot be read. Name a file that is there.");
        }
        return Files.readAllBytes(file);
    }

    private CommandFailure refused(Path file, SiteBookException wrong) {
        wrong.problems().forEach(problem -> shell.console().note(problem));
        int count = wrong.problems().size();
        return new CommandFailure(
                file + " has " + (count == 1 ? "an error" : count + " errors")
                        + ", see above. Nothing was changed; correct the file and set it again.",
                wrong);
    }

    private void derive(SiteDesk desk) {
        try (Progress progress = shell.console().progress("deriving totals", 100, "%")) {
            List<SiteDesk.Derived> derived = desk.derive(share -> progress.to(Math.round(100 * share)));
            progress.to(100);
            derived.stream()
                    .filter(site -> site.rows() > 0)
                    .forEach(site -> shell.console().line("%s: %,d values derived", site.site(), site.rows()));
        }
    }

    @Command(
            name = "derive",
            mixinStandardHelpOptions = true,
            description = "Brings derived totals up to date that are due; a running service does so by itself.")
    int deriveDue() {
        try (WatchedStores stores = shell.wiring().openExistingStores()) {
            derive(new SiteDesk(stores, SiteDesk.DerivedListener.NONE));
        }
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The sites and the meters of their totals.")
    int list() {
        try (WatchedStores stores = shell.wiring().openExistingStores()) {
            SiteBook book = new SiteDesk(stores, SiteDesk.DerivedListener.NONE).book();
            TextTable table = new TextTable("site", "caption", "groups", "sensors", "total", "meter", "");
            for (SiteConfig site : book.sites()) {
                SiteTotals totals = SiteTotals.of(site);
                Map<SiteRole, MeterId> byRole = new TreeMap<>(totals.meters());
                byRole.forEach((role, meter) -> table.row(
                        site.id(),
                        site.caption(),
                        String.join(",", site.groups()),
                        site.sensors().size(),
                        role.label(),
                        meter,
                        totals.isDerived(role) ? "derived" : "measured"));
            }
            if (table.isEmpty()) {
                shell.console().line("No sites. Set some: loadcast sites set FILE");
            } else {
                table.lines().forEach(shell.console()::line);
            }
        }
        return 0;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes what is in force: as a workbook when the file ends in .xlsx, else as YAML.")
    int export(
            @Option(names = "--out", paramLabel = "FILE", description = "File (default: stdout, as YAML).") @Nullable
                    Path out)
            throws IOException {
        try (WatchedStores stores = shell.wiring().openExistingStores();
                OutputStream target = OutputFile.open(out, shell.console())) {
            SiteBook book = new SiteDesk(stores, SiteDesk.DerivedListener.NONE).book();
            if (out != null && out.toString().toLowerCase(Locale.ROOT).endsWith(WORKBOOK)) {
                SiteWorkbook.write(book, target);
            } else {
                target.write(SiteBookJson.yaml(book).getBytes(StandardCharsets.UTF_8));
            }
        }
        return 0;
    }
}
