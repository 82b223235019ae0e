package org.loadcast.serving.app.command;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.alert.Alert;
import org.loadcast.serving.alert.AlertDesk;
import org.loadcast.serving.alert.AlertRule;
import org.loadcast.serving.alert.AlertSink;
import org.loadcast.serving.alert.AlertState;
import org.loadcast.serving.alert.AlertsConfig;
import org.loadcast.serving.alert.Courier;
import org.loadcast.serving.alert.Letter;
import org.loadcast.serving.alert.MemoryAlerts;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.app.wiring.Wiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadcast alerts}: what needs attention, and what would have. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the alerts that a running service found, or replays history through the rules of the settings",
            "(alerts.rules) and tells what would have been sent. Nothing is sent or stored by a replay."
        },
        synopsisSubcommandLabel = "ACTION",
        footer = {
            "",
            "Examples:",
            "  loadcast alerts list --state open",
            "  loadcast alerts test --from 2021-05-01 --to 2021-06-01 --config loadcast.yaml"
        })
public final class AlertsCommand implements Runnable {

    private static final int MOST_ROUNDS = 100_000;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public AlertsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name an action: list or test.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The alerts of the service, newest first.")
    int list(
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "Only those that are open, acknowledged or resolved.")
                    @Nullable
                    AlertState state) {
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openExistingStores()) {
            TextTable table = new TextTable("opened", "state", "meter", "rule", "about");
            wiring.alerts(stores).all().stream()
                    .filter(alert -> state == null || alert.state() == state)
                    .forEach(alert -> table.row(
                            alert.openedAt().truncatedTo(ChronoUnit.MINUTES),
                            alert.state().label(),
                            alert.meter(),
                            alert.rule(),
                            alert.sentence()));
            if (table.isEmpty()) {
                shell.console().line("No alerts.");
            }
            printTable(table);
        }
        return 0;
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Replays history through the rules, as if the service had run.")
    int test(
            @Option(names = "--from", paramLabel = "TIME", required = true, description = "Start.") Instant from,
            @Option(names = "--to", paramLabel = "TIME", required = true, description = "End.") Instant to,
            @Option(
                            names = "--every",
                            paramLabel = "SPAN",
                            defaultValue = "PT1H",
                            description = "How often the rules are asked (default: ${DEFAULT-VALUE}).")
                    Duration every,
            @Option(names = "--meters", paramLabel = "IDS", split = ",", description = "Some meters (default: all).")
                    @Nullable
                    List<MeterId> meters,
            @Option(names = "--rule", paramLabel = "NAME", description = "One rule (default: all).") @Nullable
                    String rule) {
        long rounds = Duration.between(from, to).toSeconds() / Math.max(1, every.toSeconds());
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new CommandFailure("From " + from + " to " + to + " every " + every + " are " + rounds
                    + " rounds. Give a --to after --from, and at most " + MOST_ROUNDS + " rounds.");
        }
        Wiring wiring = shell.wiring();
        AlertsConfig config = wiring.config().alerts();
        try (Stores stores = wiring.openExistingStores()) {
            MeterSelection.of(stores.meters(), meters == null ? List.of() : meters);
            List<AlertRule> rules = rules(config, rule);
            AlertDesk desk = new AlertDesk(stores, new MemoryAlerts(), rules, config.clearAfter(), false);
            if (meters != null) {
                desk = desk.limitedTo(meters);
            }
            replay(desk, config, from, to, every, rounds);
        }
        return 0;
    }

    private static List<AlertRule> rules(AlertsConfig config, @Nullable String name) {
        List<AlertRule> rules = config.rules().stream()
                .filter(rule -> name == null || rule.name().equals(name))
                .toList();
        if (rules.isEmpty()) {
            throw new CommandFailure("There is no rule '" + name + "'. There are: "
                    + String.join(
                            ", ", config.rules().stream().map(AlertRule::name).toList()) + ".");
        }
        return rules;
    }

    private void replay(AlertDesk desk, AlertsConfig config, Instant from, Instant to, Duration every, long rounds) {
        Courier courier = new Courier(desk, List.of(new PrintingSink(shell.console())), config);
        try (Progress progress = shell.console().progress("replaying", rounds, "rounds")) {
            int round = 0;
            for (Instant at = from; !at.isAfter(to); at = at.plus(every)) {
                desk.evaluate(at);
                courier.deliver(at);
                progress.to(Math.min(++round, rounds));
            }
        }
        summarise(desk.all());
    }

    private void summarise(List<Alert> alerts) {
        if (alerts.isEmpty()) {
            shell.console().line("No rule rang.");
            return;
        }
        Map<String, Integer> counts = new TreeMap<>();
        alerts.forEach(alert -> counts.merge(alert.rule(), 1, Integer::sum));
        TextTable table = new TextTable("rule", "alerts");
        counts.forEach(table::row);
        shell.console().line("");
        printTable(table);
    }

    private void printTable(TextTable table) {
        if (!table.isEmpty()) {
            table.lines().forEach(shell.console()::line);
        }
    }

    /** Shows what a letter would have said. */
    private record PrintingSink(Console console) implements AlertSink {

        @Override
        public String name() {
            return "replay";
        }

        @Override
        public void send(Letter letter) {
            String kind = letter.kind().name().toLowerCase(Locale.ROOT);
            console.line("%s  %s: %s", letter.at(), kind, letter.subject());
            letter.opened().forEach(alert -> print("+", alert, Optional.empty()));
            letter.resolved().forEach(alert -> print("-", alert, alert.resolvedAt()));
        }

        private void print(String sign, Alert alert, Optional<Instant> resolved) {
            console.line(
                    "  %s %s at %s: %s%s",
                    sign,
                    alert.rule(),
                    alert.meter(),
                    alert.sentence(),
                    resolved.map(at -> " Resolved " + at + ".").orElse(""));
        }
    }
}
