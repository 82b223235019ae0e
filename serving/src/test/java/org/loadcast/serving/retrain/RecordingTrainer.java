package org.loadcast.serving.retrain;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A trainer that does what a test tells it, and ends when it is told to. */
public final class RecordingTrainer implements Trainer {

    private final List<JobRequest> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private volatile Consumer<Listener> work = listener -> {};
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean stopped;

    /** A trainer whose runs end at once. */
    public static RecordingTrainer quick(Consumer<Listener> work) {
        RecordingTrainer trainer = new RecordingTrainer();
        trainer.work = work;
        trainer.mayEnd.countDown();
        return trainer;
    }

    /** A trainer whose run goes on until it is stopped. */
    public static RecordingTrainer endless(Consumer<Listener> work) {
        RecordingTrainer trainer = new RecordingTrainer();
        trainer.work = work;
        return trainer;
    }

    public RecordingTrainer failingWith(String why) {
        failure = Optional.of(why);
        return this;
    }

    public List<JobRequest> asked() {
        return asked;
    }

    public boolean wasStopped() {
        return stopped;
    }

    public void awaitBegin() throws InterruptedException {
        begun.await();
    }

    @Override
    public Run start(JobRequest request, Listener listener) {
        asked.add(request);
        return new Run() {
            private volatile boolean ended;

            @Override
            public Optional<String> await() throws InterruptedException {
                work.accept(listener);
                begun.countDown();
                mayEnd.await();
                return ended ? Optional.of("It was stopped.") : failure;
            }

            @Override
            public void stop() {
                ended = true;
                stopped = true;
                mayEnd.countDown();
            }
        };
    }
}
