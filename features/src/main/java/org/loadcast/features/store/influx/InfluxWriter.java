package org.loadcast.features.store.influx;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.loadcast.features.store.StoreException;
import org.loadcast.features.store.influx.Delivery.FailedDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores lines in order: at once while the database answers and nothing waits, by the outbox else.
 *
 * <p>Thread-safe. One thread empties the outbox; it tries again for ever, slower and slower up to a cap.
 */
final class InfluxWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InfluxWriter.class);
    private static final int LINES_PER_REQUEST = 5_000;
    private static final int ATTEMPTS_WITHOUT_OUTBOX = 4;

    private final Delivery delivery;
    private final String address;
    private final Optional<Outbox> outbox;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Thread postman;
    private volatile boolean closed;
    private volatile Optional<String> refusal = Optional.empty();

    /**
     * A writer.
     *
     * @param outbox where lines wait; empty when another process has it, and lines must be delivered at once then
     */
    InfluxWriter(Delivery delivery, String address, Optional<Outbox> outbox, Backoff backoff, RandomGenerator random) {
        this.delivery = delivery;
        this.address = address;
        this.outbox = outbox;
        this.backoff = backoff;
        this.random = random;
        this.postman = new Thread(() -> outbox.ifPresent(this::emptyForEver), "influx-outbox");
        this.postman.setDaemon(true);
        this.postman.start();
    }

    /**
     * Stores lines.
     *
     * @throws StoreException when the database refuses them, or is away and the outbox is full or not ours; requests before
     *     the failed one have been stored, and writing all lines again does no harm
     */
    void write(List<String> lines) {
        for (int from = 0; from < lines.size(); from += LINES_PER_REQUEST) {
            String request = String.join("\n", lines.subList(from, Math.min(from + LINES_PER_REQUEST, lines.size())));
            try {
                store(request);
            } catch (FailedDelivery e) {
                throw new StoreException(
                        "InfluxDB at " + address + " did not store " + lines.size() + " lines (" + from
                                + " of them were stored): " + e.getMessage() + " " + remedy(e),
                        e);
            }
        }
    }

    private static String remedy(FailedDelivery e) {
        return switch (e.reason()) {
            case AWAY -> "Another process has the outbox, so nothing can wait. Try again when the database is back.";
            case DENIED -> "Check token or user, and that the bucket or database exists.";
            case UNACCEPTABLE -> "Check that the bucket does not hold these fields with another type.";
        };
    }

    private synchronized void store(String request) throws FailedDelivery {
        if (outbox.isPresent() && !outbox.get().isEmpty()) {
            append(outbox.get(), request);
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                delivery.deliver(request);
                return;
            } catch (FailedDelivery e) {
                if (e.reason() != FailedDelivery.Cause.AWAY
                        || (outbox.isEmpty() && attempt == ATTEMPTS_WITHOUT_OUTBOX)) {
                    throw e;
                }
                if (outbox.isPresent()) {
                    LOG.warn("InfluxDB at {} is away ({}); readings wait in the outbox.", address, e.getMessage());
                    append(outbox.get(), request);
                    return;
                }
                if (!pause(attempt)) {
                    throw e;
                }
            }
        }
    }

    /** What finds no room is the caller's still, and the stores say so until something finds room again. */
    private void append(Outbox waiting, String request) {
        try {
            waiting.append(request);
            refusal = Optional.empty();
        } catch (StoreException full) {
            if (refusal.isEmpty()) {
                LOG.error("Nothing more can wait for InfluxDB at {}: {}", address, full.getMessage());
            }
            refusal = Optional.of(String.valueOf(full.getMessage()));
            throw full;
        }
    }

    /**
     * Deletes points.
     *
     * @throws StoreException when they are still there, or when lines wait that might be among them
     */
    synchronized void delete(Delivery.Span span) {
        if (bytesWaiting() > 0) {
            throw new StoreException("Lines wait in the outbox for InfluxDB at " + address
                    + ", so nothing can be deleted. Try again when they have been delivered.");
        }
        try {
            delivery.delete(span);
        } catch (FailedDelivery e) {
            throw new StoreException(
                    "InfluxDB at " + address + " did not delete points of " + span.value() + ": " + e.getMessage(), e);
        }
    }

    private void emptyForEver(Outbox waiting) {
        int failures = 0;
        try {
            while (!closed) {
                waiting.awaitFirst();
                failures = passOnFirst(waiting) ? 0 : failures + 1;
                if (failures > 0 && !pause(failures)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it went; a disk that fails now may do better later, and what waits stays until then. */
    private boolean passOnFirst(Outbox waiting) {
        try {
            Optional<String> request = waiting.first();
            return request.isEmpty() || passOn(waiting, request.get());
        } catch (StoreException | UncheckedIOException e) {
            if (!closed) {
                LOG.error("The outbox cannot be emptied now; trying again.", e);
            }
            return false;
        }
    }

    /** Whether the request is done with. */
    private boolean passOn(Outbox waiting, String request) {
        try {
            delivery.deliver(request);
        } catch (FailedDelivery e) {
            if (e.reason() != FailedDelivery.Cause.UNACCEPTABLE) {
                LOG.warn("InfluxDB at {} does not take what waits in the outbox: {}", address, e.getMessage());
                return false;
            }
            LOG.error(
                    "InfluxDB at {} refused lines, which are kept in refused.lp of the outbox: {}",
                    address,
                    e.getMessage());
            waiting.setAside(request);
        }
        if (!closed) {
            waiting.takeFirst();
            if (waiting.isEmpty()) {
                LOG.info("InfluxDB at {} has everything that waited in the outbox.", address);
                refusal = Optional.empty();
            }
        }
        return true;
    }

    /** Waits before the next attempt; whether there should be one. */
    private boolean pause(int failures) {
        try {
            if (!closed) {
                Thread.sleep(backoff.wait(failures, random).toMillis());
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Why nothing more can wait, or that something waits; empty when the database has everything. */
    Optional<String> trouble() {
        long waiting = bytesWaiting();
        return refusal.isPresent() || waiting == 0
                ? refusal
                : Optional.of("InfluxDB at " + address + " is away or behind: " + waiting
                        + " bytes wait in the outbox for it.");
    }

    /** Bytes that wait for the database. */
    long bytesWaiting() {
        return outbox.map(Outbox::bytesWaiting).orElse(0L);
    }

    @Override
    public void close() {
        closed = true;
        postman.interrupt();
        try {
            postman.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.ifPresent(Outbox::close);
        delivery.close();
    }
}
