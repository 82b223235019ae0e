package org.loadcast.serving.alert;

/** A letter did not arrive. The message tells why, and no secret. */
public final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1L;

    public UndeliveredException(String message) {
        super(message);
    }

    public UndeliveredException(String message, Throwable cause) {
        super(message, cause);
    }
}
