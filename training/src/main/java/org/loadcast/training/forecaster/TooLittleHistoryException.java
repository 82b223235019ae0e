package org.loadcast.training.forecaster;

/** A method cannot learn from so little; the message says what there is and what is needed. */
public final class TooLittleHistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooLittleHistoryException(String message) {
        super(message);
    }
}
