package org.loadcast.serving.app.console;

/** A job that shows how far it has come, until it is closed. Thread-safe. */
public interface Progress extends AutoCloseable {

    /** {@code done} steps are done; a smaller number than before is ignored. */
    void to(long done);

    /** Says what the job is at, a few words. */
    void at(String what);

    @Override
    void close();
}
