package org.loadcast.serving.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends frames to one listener as fast as it takes them, without waiting: what it does not take yet stays where it is, and
 * when it is no longer kept there, a gap is told. A listener that takes nothing is dropped by the server's idle timeout.
 * Thread-safe.
 */
final class StreamConnection implements WriteListener {

    private final StreamSource source;
    private final ServletOutputStream out;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean greeted;
    private boolean toFlush;
    private boolean heartbeatDue;

    StreamConnection(StreamSource source, ServletOutputStream out) {
        this.source = source;
        this.out = out;
    }

    /** Completes when the connection is over, for whatever reason. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    StreamSource source() {
        return source;
    }

    @Override
    public void onWritePossible() {
        pump();
    }

    @Override
    public void onError(Throwable gone) {
        ended.complete(null);
    }

    synchronized void heartbeat() {
        heartbeatDue = true;
        pump();
    }

    /** Ends it; the listener may come back. */
    void end() {
        ended.complete(null);
    }

    /** Sends what there is to send and can be. */
    synchronized void pump() {
        try {
            while (!ended.isDone() && out.isReady()) {
                Optional<byte[]> frame = frame();
                if (frame.isPresent()) {
                    out.write(frame.get());
                    toFlush = true;
                } else if (toFlush) {
                    toFlush = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | RuntimeException lost) {
            ended.complete(null);
        }
    }

    private Optional<byte[]> frame() {
        if (!greeted) {
            greeted = true;
            return Optional.of(source.hello());
        }
        Optional<byte[]> next = source.next();
        if (next.isEmpty() && heartbeatDue) {
            heartbeatDue = false;
            return source.heartbeat();
        }
        return next;
    }
}
