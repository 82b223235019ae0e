package org.loadcast.serving.app.console;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Where a command speaks: results to standard output, progress and complaints to standard error.
 *
 * @param out for results
 * @param err for progress and complaints
 * @param terminal whether a person watches {@code err}: then progress is a bar, else now and then a line
 * @param columns width of the terminal
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, int columns) {

    /** Prints one result line. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Prints a formatted result line. */
    public void line(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    /** Says something that is no result, such as a warning. */
    public void note(String text) {
        err.println(text);
        err.flush();
    }

    /**
     * Starts to show how far a job has come.
     *
     * @param task what is done, short: {@code "importing load.csv.gz"}
     * @param of steps in all
     * @param unit of the steps, such as {@code "meters"}; empty for a mere share
     */
    public Progress progress(String task, long of, String unit) {
        return terminal ? new BarProgress(err, columns, task, of, unit) : new LineProgress(err, task, of, unit);
    }
}
