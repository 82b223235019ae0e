package org.loadcast.serving.app.command;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.issue.ForecastIssuer;
import org.loadcast.serving.issue.IssueRound;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast issue}: a round of forecasts into the store. */
@Command(
        name = "issue",
        mixinStandardHelpOptions = true,
        description = {
            "Forecasts many meters at once into the store. A running service does so by itself, and publishes them;",
            "this command is for installations without one."
        },
        footer = {"", "Example:", "  loadcast issue --horizon day-ahead --meters feeder,home-01"})
public final class IssueCommand implements Callable<Integer> {

    @Option(names = "--meters", paramLabel = "IDS", split = ",", description = "Some meters (default: all).")
    private List<MeterId> meters = List.of();

    @Option(
            names = "--horizon",
            paramLabel = "H",
            defaultValue = "day-ahead",
            description = "quarter-hour, day-ahead or a duration such as PT6H (default: ${DEFAULT-VALUE}).")
    private Horizon horizon;

    @Option(names = "--at", paramLabel = "TIME", description = "As they could be made at this time (default: now).")
    private @Nullable Instant at;

    private final Shell shell;

    public IssueCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openExistingStores();
                ForecastService service = wiring.forecastService(stores, wiring.openRegistry());
                ForecastIssuer issuer = new ForecastIssuer(
                        service, List.of(), wiring.config().issue().threads())) {
            IssueRound round = issuer.issue(
                    MeterSelection.of(stores.meters(), meters),
                    horizon,
                    at == null ? shell.clock().instant() : at);
            shell.console()
                    .line(
                            "Issued %d %s forecasts as of %s in %.1f s",
                            round.forecasts().size(),
                            horizon.label(),
                            round.at(),
                            round.took().toMillis() / 1000.0);
            round.refused()
                    .forEach(refused -> shell.console().line("  none for %s: %s", refused.meter(), refused.reason()));
            return round.forecasts().isEmpty() ? 1 : 0;
        }
    }
}
