package org.loadcast.features.csv;

/** The reason why one row is left out. It has no stack trace: a file may hold millions of bad rows. */
public final class BadRow extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * A row that is left out.
     *
     * @param reason what is wrong, what was expected, and the remedy
     */
    public BadRow(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, what was expected, and the remedy. */
    public String reason() {
        return reason;
    }
}
