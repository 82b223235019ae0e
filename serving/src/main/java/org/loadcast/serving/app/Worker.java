package org.loadcast.serving.app;

/** A part that is one task in a thread, which an interrupt ends. */
final class Worker implements ServicePart {

    private static final long STOP_MILLIS = 5_000;

    private final Thread thread;

    Worker(String name, Runnable task) {
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
