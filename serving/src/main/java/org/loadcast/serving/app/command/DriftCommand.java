package org.loadcast.serving.app.command;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.console.TextTable;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.retrain.Drift;
import org.loadcast.serving.retrain.DriftReport;
import org.loadcast.serving.retrain.RetrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadcast drift}: how the champions do on live data. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = {
            "Compares what the champions forecast over the last days with what was measured, with their validation error",
            "and with the same time a week ago."
        })
public final class DriftCommand implements Callable<Integer> {

    @Option(names = "--meters", paramLabel = "ID", split = ",", description = "Meters (default: all).")
    private List<MeterId> meters = List.of();

    private final Shell shell;

    public DriftCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Wiring wiring = shell.wiring();
        RetrainingConfig config = wiring.config().retraining();
        try (Stores stores = wiring.openExistingStores()) {
            DriftReport report = new DriftReport(
                    stores, wiring.openRegistry(), config.driftWindow(), config.driftRatio(), shell.clock());
            TextTable table =
                    new TextTable("meter", "horizon", "state", "points", "live MAE", "trained MAE", "naive MAE");
            for (Drift drift : report.of(MeterSelection.of(stores.meters(), new TreeSet<>(meters)))) {
                table.row(
                        drift.meter(),
                        drift.horizon(),
                        drift.state().name().toLowerCase(Locale.ROOT),
                        drift.points(),
                        kilowatts(drift.liveMaeKw()),
                        kilowatts(OptionalDouble.of(drift.validationMaeKw())),
                        kilowatts(drift.naiveMaeKw()));
            }
            if (table.isEmpty()) {
                shell.console().line("No champion yet. Train some: loadcast train --help");
            } else {
                table.lines().forEach(shell.console()::line);
            }
        }
        return 0;
    }

    private static String kilowatts(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4g", value.getAsDouble()) : "-";
    }
}
