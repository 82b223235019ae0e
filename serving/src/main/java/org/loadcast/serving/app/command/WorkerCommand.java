package org.loadcast.serving.app.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.wiring.Wiring;
import org.loadcast.serving.retrain.TrainingWorker;
import picocli.CommandLine.Command;

/** {@code loadcast train-worker}: the training process of a service, which starts it itself. */
@Command(
        name = "train-worker",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Trains for a running service: reads the job from standard input. Not for people.")
public final class WorkerCommand implements Callable<Integer> {

    private final Shell shell;

    public WorkerCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Wiring wiring = shell.wiring();
        try (Stores stores = wiring.openExistingStores()) {
            new TrainingWorker(stores, wiring.trainingRun())
                    .work(System.in, shell.console().out());
        }
        return 0;
    }
}
