package org.loadcast.serving.app.command;

import java.util.Collection;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.wiring.MqttAdapters;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.ingest.IntakeListener;
import org.loadcast.serving.ingest.deadletter.DeadLetter;
import org.loadcast.serving.ingest.deadletter.DeadLetterReplay;
import org.loadcast.serving.ingest.deadletter.DeadLetters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadcast dead-letters}: messages that could not be used. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists messages that could not be used, and replays them when the mapping has been mended.",
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    public DeadLettersCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: list or replay.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the newest letters, newest first.")
    int list(
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many (default: ${DEFAULT-VALUE}).")
                    int limit) {
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openExistingStores()) {
            DeadLetters letters = wiring.mqtt().deadLetters(stores);
            for (DeadLetter letter : letters.newest(Math.max(1, limit))) {
                shell.console()
                        .line(
                                "%d  %s  %s (%s)",
                                letter.id(),
                                letter.message().receivedAt(),
                                letter.message().topic(),
                                letter.message().payload());
                shell.console().line("    " + letter.reason());
            }
            shell.console().line("%d dead letters in all.", letters.count());
        }
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Decodes all letters again. What can be used now is stored and leaves the list;",
                "the rest stays. Storing a reading twice does no harm."
            })
    int replay() {
        Wiring wiring = shell.wiring();
        MqttAdapters mqtt = wiring.mqtt();
        try (Stores stores = wiring.openExistingStores()) {
            DeadLetterReplay.Outcome outcome = new DeadLetterReplay(
                            mqtt.deadLetters(stores), mqtt.mapping(), mqtt.intake(stores, new Unheard()))
                    .run();
            shell.console().line("%d letters replayed, %d kept.", outcome.replayed(), outcome.kept());
            outcome.firstReason().ifPresent(reason -> shell.console().line("The first that was kept: %s", reason));
        }
        return 0;
    }

    /** A service that runs on the same store looks into it by itself. */
    private static final class Unheard implements IntakeListener {
        @Override
        public void readingsStored(Collection<Reading> readings) {}

        @Override
        public void weatherStored(Collection<String> locations) {}
    }
}
