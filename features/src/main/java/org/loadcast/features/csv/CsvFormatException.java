package org.loadcast.features.csv;

import java.io.IOException;

/** A file cannot be read as what it should be; the message says which file, what was expected, and the remedy. */
public final class CsvFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    CsvFormatException(String message) {
        super(message);
    }

    CsvFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
