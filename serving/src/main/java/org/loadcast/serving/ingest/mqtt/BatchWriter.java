package org.loadcast.serving.ingest.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.store.StoreException;
import org.loadcast.serving.ingest.Intake;
import org.loadcast.serving.ingest.deadletter.DeadLetter;
import org.loadcast.serving.ingest.deadletter.DeadLetters;
import org.loadcast.serving.ingest.decode.Decoded;
import org.loadcast.serving.ingest.decode.Message;
import org.loadcast.serving.ingest.decode.MessageMapping;
import org.loadcast.serving.ingest.decode.UndecodableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles batches of messages: decodes, stores in one transaction, then acknowledges. While the stores cannot be written it
 * tries again for ever, and acknowledges nothing.
 *
 * <p>There is no pause in which a batch is collected: while one is written, the next one comes in. Used by one thread.
 */
final class BatchWriter {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final MessageMapping mapping;
    private final Intake intake;
    private final DeadLetters deadLetters;
    private volatile String trouble = "";

    BatchWriter(MessageMapping mapping, Intake intake, DeadLetters deadLetters) {
        this.mapping = mapping;
        this.intake = intake;
        this.deadLetters = deadLetters;
    }

    /** What is to be done for a batch. */
    private record Work(List<Decoded> decoded, List<DeadLetter> letters) {

        private static Work empty() {
            return new Work(new ArrayList<>(), new ArrayList<>());
        }

        private void refuse(Message message, String reason) {
            letters.add(new DeadLetter(0, message, reason));
        }
    }

    /**
     * Stores what the messages say and acknowledges them.
     *
     * @throws InterruptedException when interrupted while the stores were away; nothing has been acknowledged then
     */
    void settle(List<Arrival> batch) throws InterruptedException {
        long pause = FIRST_PAUSE.toMillis();
        while (!attempt(batch)) {
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
        }
        for (Arrival arrival : batch) {
            arrival.acknowledge();
        }
    }

    /** Whether everything is durable now. */
    private boolean attempt(List<Arrival> batch) {
        try {
            Work work = decode(batch);
            intake.store(work.decoded());
            deadLetters.add(work.letters());
            intake.statistics().countDeadLetters(work.letters().size());
            recovered();
            return true;
        } catch (StoreException away) {
            failed(String.valueOf(away.getMessage()));
            return false;
        } catch (RuntimeException unexpected) {
            return attemptEach(batch, unexpected);
        }
    }

    /** One message that no store can take must not stand in the way of the others. */
    private boolean attemptEach(List<Arrival> batch, RuntimeException cause) {
        LOG.error("A batch of {} messages could not be stored; trying them one by one.", batch.size(), cause);
        try {
            for (Arrival arrival : batch) {
                Work work = decode(List.of(arrival));
                try {
                    intake.store(work.decoded());
                } catch (StoreException away) {
                    throw away;
                } catch (RuntimeException unexpected) {
                    work.refuse(arrival.message(), "It could not be stored: " + unexpected);
                }
                deadLetters.add(work.letters());
                intake.statistics().countDeadLetters(work.letters().size());
            }
            return true;
        } catch (StoreException away) {
            failed(String.valueOf(away.getMessage()));
            return false;
        }
    }

    private Work decode(List<Arrival> batch) {
        Work work = Work.empty();
        for (Arrival arrival : batch) {
            Message message = arrival.message();
            try {
                Decoded decoded = mapping.decode(message);
                Optional<String> objection = intake.objection(decoded, message.receivedAt());
                if (objection.isPresent()) {
                    work.refuse(message, objection.get());
                } else {
                    work.decoded().add(decoded);
                    decoded.refused().stream().findFirst().ifPresent(reason -> work.refuse(message, reason));
                }
            } catch (UndecodableException broken) {
                work.refuse(message, broken.reason());
            }
        }
        return work;
    }

    private void failed(String reason) {
        intake.statistics().countStoreFailure();
        if (trouble.isEmpty()) {
            LOG.error("What comes in by MQTT cannot be stored and waits: {}", reason);
        }
        trouble = reason;
    }

    private void recovered() {
        if (!trouble.isEmpty()) {
            LOG.info("What comes in by MQTT is stored again.");
            trouble = "";
        }
    }

    /** Why nothing can be stored at present; empty when it can. */
    Optional<String> trouble() {
        return Optional.of(trouble).filter(reason -> !reason.isEmpty());
    }
}
