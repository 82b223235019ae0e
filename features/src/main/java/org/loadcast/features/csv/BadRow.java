package org.loadcast.features.csv;

/** The reason why one row is left out. It has no stack trace: a file may hold millions of bad rows. */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    BadRow(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
