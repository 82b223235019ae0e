package org.loadcast.serving.issue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.NoHistoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Issues the forecasts of many meters at once. Thread-safe; rounds follow one another. */
public final class ForecastIssuer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ForecastIssuer.class);

    private final ForecastService forecasts;
    private final List<ForecastPublisher> publishers;
    private final ExecutorService workers;

    /**
     * An issuer.
     *
     * @param publishers who tell others, in this order
     * @param threads meters that are forecast at the same time
     */
    public ForecastIssuer(ForecastService forecasts, List<ForecastPublisher> publishers, int threads) {
        this.forecasts = forecasts;
        this.publishers = List.copyOf(publishers);
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "issue-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Makes the forecasts of {@code meters} as of {@code at}, stores them, and has them published.
     *
     * @throws org.loadcast.features.store.StoreException when they cannot be stored now; nothing is published then
     */
    public synchronized IssueRound issue(Collection<Meter> meters, Horizon horizon, Instant at) {
        long begin = System.nanoTime();
        List<Forecast> made = new ArrayList<>(meters.size());
        List<IssueRound.Refused> refused = new ArrayList<>();
        for (Outcome outcome : all(meters, horizon, at)) {
            outcome.addTo(made, refused);
        }
        forecasts.store(made);
        IssueRound round = new IssueRound(horizon, at, made, refused, Duration.ofNanos(System.nanoTime() - begin));
        publishers.forEach(publisher -> publish(publisher, round));
        LOG.info(
                "Issued {} {} forecasts as of {} in {} ms, {} refused",
                made.size(),
                horizon.label(),
                at,
                round.took().toMillis(),
                refused.size());
        return round;
    }

    private sealed interface Outcome {

        void addTo(List<Forecast> made, List<IssueRound.Refused> refused);

        record Made(Forecast forecast) implements Outcome {
            @Override
            public void addTo(List<Forecast> made, List<IssueRound.Refused> refused) {
                made.add(forecast);
            }
        }

        record Failed(IssueRound.Refused why) implements Outcome {
            @Override
            public void addTo(List<Forecast> made, List<IssueRound.Refused> refused) {
                refused.add(why);
            }
        }
    }

    private List<Outcome> all(Collection<Meter> meters, Horizon horizon, Instant at) {
        List<Callable<Outcome>> tasks = meters.stream()
                .map(meter -> (Callable<Outcome>) () -> one(meter, horizon, at))
                .toList();
        try {
            List<Outcome> outcomes = new ArrayList<>(tasks.size());
            for (Future<Outcome> done : workers.invokeAll(tasks)) {
                outcomes.add(done.get());
            }
            return outcomes;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while forecasts were issued.", stopped);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A forecast ended in an error that was not caught.", impossible);
        }
    }

    private Outcome one(Meter meter, Horizon horizon, Instant at) {
        try {
            return new Outcome.Made(forecasts.unstoredDeciles(meter, horizon, at));
        } catch (NoHistoryException nothing) {
            return new Outcome.Failed(new IssueRound.Refused(meter.id(), String.valueOf(nothing.getMessage())));
        } catch (RuntimeException failed) {
            LOG.error("No {} forecast of meter {}", horizon.label(), meter.id(), failed);
            return new Outcome.Failed(new IssueRound.Refused(meter.id(), String.valueOf(failed.getMessage())));
        }
    }

    private static void publish(ForecastPublisher publisher, IssueRound round) {
        try {
            publisher.publish(round);
        } catch (RuntimeException failed) {
            LOG.error(
                    "{} forecasts are stored but not published by {}",
                    round.forecasts().size(),
                    publisher,
                    failed);
        }
    }

    /** Takes no more rounds; one that runs is given up, and stores nothing. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
