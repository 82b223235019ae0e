package org.loadcast.serving.source;

import java.io.IOException;

/** A source cannot be read as what it should be; the message says which, what was expected, and the remedy. */
public final class SourceException extends IOException {

    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
