package org.loadcast.training.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.forecaster.FitProgress;
import org.loadcast.training.forecaster.TooLittleHistoryException;

/** Trains many meters, several at the same time. A meter without enough history is skipped and keeps what it has. */
public final class FleetTraining {

    private final StoredHistory histories;
    private final TrainingRun run;
    private final int threads;

    /**
     * A training of fleets.
     *
     * @param threads meters that are trained at the same time; each holds one meter's history in memory
     */
    public FleetTraining(StoredHistory histories, TrainingRun run, int threads) {
        this.histories = histories;
        this.run = run;
        this.threads = threads;
    }

    /**
     * Trains every meter for every request.
     *
     * @param progress is told how many of all trainings are done, and of the stages in between
     * @return one result a meter and request, in their order
     * @throws InterruptedException when the caller is interrupted; what is registered by then stays
     */
    public List<MeterTraining> train(List<Meter> meters, List<TrainingRequest> requests, FitProgress progress)
            throws InterruptedException {
        int of = meters.size() * requests.size();
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<MeterTraining>>> futures = new ArrayList<>();
            for (Meter meter : meters) {
                futures.add(workers.submit(() -> train(meter, requests, done, of, progress)));
            }
            List<MeterTraining> results = new ArrayList<>();
            for (Future<List<MeterTraining>> future : futures) {
                results.addAll(result(future));
            }
            return results;
        } finally {
            workers.shutdownNow();
        }
    }

    private static List<MeterTraining> result(Future<List<MeterTraining>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }

    private List<MeterTraining> train(
            Meter meter, List<TrainingRequest> requests, AtomicInteger done, int of, FitProgress progress) {
        List<MeterTraining> results = new ArrayList<>();
        for (TrainingRequest request : requests) {
            FitProgress stages = (what, step, steps) -> progress.step(what, done.get(), of);
            results.add(train(meter, request, stages));
            progress.step(meter.id() + " " + request.horizon().label(), done.incrementAndGet(), of);
        }
        return results;
    }

    private MeterTraining train(Meter meter, TrainingRequest request, FitProgress progress) {
        Optional<MeterHistory> history = histories.read(meter, request.until());
        if (history.isEmpty()) {
            return new MeterTraining.Skipped(
                    meter.id(),
                    request.horizon(),
                    "Meter " + meter.id() + " has no reading before " + request.until() + ".");
        }
        try {
            return new MeterTraining.Trained(
                    meter.id(), request.horizon(), run.train(history.get(), request, progress));
        } catch (TooLittleHistoryException little) {
            return new MeterTraining.Skipped(meter.id(), request.horizon(), String.valueOf(little.getMessage()));
        }
    }
}
