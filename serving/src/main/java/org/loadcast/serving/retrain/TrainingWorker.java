package org.loadcast.serving.retrain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.store.Stores;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.TooLittleHistoryException;
import org.loadcast.training.run.StoredHistory;
import org.loadcast.training.run.TrainingRun;

/**
 * The inside of a training process: reads one request, trains one model after the other, and registers challengers. It
 * promotes nothing.
 */
public final class TrainingWorker {

    private static final int PARENT_GONE = 3;

    private final Stores stores;
    private final StoredHistory histories;
    private final TrainingRun run;

    public TrainingWorker(Stores stores, TrainingRun run) {
        this.stores = stores;
        this.histories = new StoredHistory(stores);
        this.run = run;
    }

    /**
     * Does the job that stands in the first line of {@code in}, and says on {@code out} how it goes. The end of {@code in} says
     * that nobody listens any more, and ends the process.
     *
     * @throws IllegalArgumentException when the line is no request
     */
    public void work(InputStream in, PrintStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String line = lines.readLine();
        JobRequest request = WorkerProtocol.read(line == null ? "" : line);
        Thread watch = new Thread(() -> endWithParent(lines), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        train(request, WorkerProtocol.speaker(out));
    }

    private static void endWithParent(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {
                // nothing more is said
            }
        } catch (IOException gone) {
            // the same as an end
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }

    /** Trains every meter for every horizon of {@code request}. */
    void train(JobRequest request, Trainer.Listener listener) {
        int done = 0;
        for (String name : request.meters()) {
            Optional<Meter> meter = stores.meters().find(MeterId.of(name));
            for (String label : request.horizons()) {
                if (meter.isPresent()) {
                    train(request, meter.get(), Horizon.parse(label), done, listener);
                } else {
                    listener.skipped(name, label, "Meter " + name + " is not in the directory any more.");
                }
                done++;
                listener.progress((double) done / request.models(), name + " " + label + " is done", Optional.empty());
            }
        }
    }

    private void train(JobRequest request, Meter meter, Horizon horizon, int done, Trainer.Listener listener) {
        String name = meter.id().value();
        Optional<MeterHistory> history = histories.read(meter, request.until());
        if (history.isEmpty()) {
            listener.skipped(
                    name, horizon.label(), "Meter " + name + " has no reading before " + request.until() + ".");
            return;
        }
        try {
            String model = run.challenger(
                            history.get(),
                            request.training(horizon),
                            (what, step, of) -> listener.progress(
                                    (done + (double) step / of) / request.models(), what, Optional.empty()))
                    .id();
            listener.trained(name, horizon.label(), model);
        } catch (TooLittleHistoryException little) {
            listener.skipped(name, horizon.label(), String.valueOf(little.getMessage()));
        }
    }
}
