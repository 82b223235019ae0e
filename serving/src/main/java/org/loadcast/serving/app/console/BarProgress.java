package org.loadcast.serving.app.console;

import java.io.PrintStream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that moves, for a person at a terminal. */
final class BarProgress implements Progress {

    private static final int LONGEST_DETAIL = 40;

    private final PrintStream err;
    private final ProgressBar bar;
    private long furthest;

    BarProgress(PrintStream err, int columns, String task, long of, String unit) {
        this.err = err;
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(Math.max(1, of))
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setMaxRenderedLength(columns)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns));
        this.bar = (unit.isEmpty() ? builder : builder.setUnit(" " + unit, 1)).build();
    }

    private void draw(String text) {
        err.print("\r" + text);
        err.flush();
    }

    @Override
    public synchronized void to(long done) {
        if (done > furthest) {
            furthest = done;
            bar.stepTo(done);
        }
    }

    @Override
    public void at(String what) {
        bar.setExtraMessage(what.length() > LONGEST_DETAIL ? what.substring(0, LONGEST_DETAIL) : what);
    }

    @Override
    public void close() {
        bar.setExtraMessage("");
        bar.close();
        err.println();
        err.flush();
    }
}
