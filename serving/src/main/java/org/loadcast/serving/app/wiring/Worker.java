package org.loadcast.serving.app.wiring;

/** A part that is one task in a thread, which an interrupt ends. */
public final class Worker implements ServicePart {

    private static final long STOP_MILLIS = 5_000;

    private final Thread thread;

    public Worker(String name, Runnable task) {
        this.thread = new Thread(task, name);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
