package org.loadcast.serving.retrain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains in a process of its own, with a low priority: {@link WorkerProtocol} in, and out. The child ends by itself when this
 * process goes away.
 */
public final class ChildTraining implements Trainer {

    private static final Logger LOG = LoggerFactory.getLogger(ChildTraining.class);
    private static final int LAST_WORDS = 5;
    private static final long PATIENCE_SECONDS = 5;

    private final ProcessBuilder process;

    /** @param process how the child is started */
    public ChildTraining(ProcessBuilder process) {
        this.process = process;
    }

    @Override
    public Run start(JobRequest request, Listener listener) {
        try {
            Process child = process.start();
            OutputStream in = child.getOutputStream();
            in.write((WorkerProtocol.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
            return new Child(child, listener);
        } catch (IOException failed) {
            throw new IllegalStateException(
                    "The training process cannot be started: " + failed.getMessage()
                            + ". Check that the Java of this service and its jar are still there.",
                    failed);
        }
    }

    private static final class Child implements Run {

        private final Process process;
        private final Listener listener;
        private final Deque<String> lastWords = new ArrayDeque<>();
        private final Thread errors = new Thread(this::readErrors, "training-errors");

        Child(Process process, Listener listener) {
            this.process = process;
            this.listener = listener;
            errors.setDaemon(true);
            errors.start();
        }

        @Override
        public Optional<String> await() throws InterruptedException {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    WorkerProtocol.tell(line, listener);
                }
            } catch (IOException broken) {
                LOG.warn("The training process cannot be heard any more: {}", broken.getMessage());
                stop();
            }
            int status = process.waitFor();
            errors.join(TimeUnit.SECONDS.toMillis(1));
            return status == 0 ? Optional.empty() : Optional.of(failure(status));
        }

        private String failure(int status) {
            List<String> words;
            synchronized (lastWords) {
                words = new ArrayList<>(lastWords);
            }
            return "The training process ended with status " + status + ". "
                    + (words.isEmpty() ? "It said nothing." : String.join(" ", words));
        }

        private void readErrors() {
            try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    LOG.info("training: {}", line);
                    synchronized (lastWords) {
                        lastWords.addLast(line);
                        if (lastWords.size() > LAST_WORDS) {
                            lastWords.removeFirst();
                        }
                    }
                }
            } catch (IOException ended) {
                LOG.debug("The training process says no more", ended);
            } catch (UncheckedIOException ended) {
                LOG.debug("The training process says no more", ended);
            }
        }

        private void killWhenLate() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException stopped) {
                process.destroyForcibly();
            }
        }

        @Override
        public void stop() {
            process.destroy();
            Thread enforcer = new Thread(this::killWhenLate, "training-stop");
            enforcer.setDaemon(true);
            enforcer.start();
        }
    }
}
