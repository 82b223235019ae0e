package org.loadcast.serving.app.console;

import java.io.PrintStream;
import java.util.Locale;

/** Plain lines for logs and pipes: at the start, at the end, and in between now and then. */
final class LineProgress implements Progress {

    private static final int PARTS = 5;
    private static final long LEAST_NANOS_APART = 2_000_000_000L;
    private static final long LONGEST_SILENCE_NANOS = 15_000_000_000L;

    private final PrintStream err;
    private final String task;
    private final long of;
    private final String unit;
    private final long startedNanos = System.nanoTime();
    private long saidNanos = startedNanos;
    private long saidPart;
    private long furthest;
    private String detail = "";

    LineProgress(PrintStream err, String task, long of, String unit) {
        this.err = err;
        this.task = task;
        this.of = Math.max(1, of);
        this.unit = unit;
        say(" …");
    }

    @Override
    public synchronized void to(long done) {
        furthest = Math.max(furthest, done);
        sayIfDue();
    }

    @Override
    public synchronized void at(String what) {
        detail = what;
        sayIfDue();
    }

    private void sayIfDue() {
        long part = Math.min(PARTS - 1, PARTS * furthest / of);
        long silence = System.nanoTime() - saidNanos;
        if ((part > saidPart && silence >= LEAST_NANOS_APART) || silence >= LONGEST_SILENCE_NANOS) {
            saidPart = part;
            String steps = unit.isEmpty() ? "" : " (" + furthest + " of " + of + " " + unit + ")";
            say(": " + 100 * furthest / of + " %" + steps + (detail.isEmpty() ? "" : ", " + detail));
        }
    }

    @Override
    public synchronized void close() {
        String done = unit.isEmpty() ? "" : furthest + " " + unit + ", ";
        say(String.format(Locale.ROOT, ": %s%.1f s", done, (System.nanoTime() - startedNanos) / 1e9));
    }

    private void say(String text) {
        saidNanos = System.nanoTime();
        err.println(task + text);
        err.flush();
    }
}
