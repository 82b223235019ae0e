package org.loadcast.serving.app;

import java.io.PrintStream;
import java.util.Locale;

/** A plain line at the start, at every fifth of the way and at the end, for logs and pipes. */
final class LineProgress implements Progress {

    private static final int PARTS = 5;

    private final PrintStream err;
    private final String task;
    private final long of;
    private final String unit;
    private final long startedNanos = System.nanoTime();
    private long part;
    private String detail = "";

    LineProgress(PrintStream err, String task, long of, String unit) {
        this.err = err;
        this.task = task;
        this.of = Math.max(1, of);
        this.unit = unit;
        say("…");
    }

    @Override
    public synchronized void to(long done) {
        long now = Math.min(PARTS - 1, PARTS * done / of);
        if (now > part) {
            part = now;
            String steps = unit.isEmpty() ? "" : " (" + done + " of " + of + " " + unit + ")";
            say(": " + 100 * part / PARTS + " %" + steps + (detail.isEmpty() ? "" : ", " + detail));
        }
    }

    @Override
    public synchronized void at(String what) {
        detail = what;
    }

    @Override
    public synchronized void close() {
        say(String.format(Locale.ROOT, ": %.1f s", (System.nanoTime() - startedNanos) / 1e9));
    }

    private void say(String text) {
        err.println(task + (text.startsWith(":") ? text : " " + text));
        err.flush();
    }
}
