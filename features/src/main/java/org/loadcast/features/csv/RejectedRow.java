package org.loadcast.features.csv;

/**
 * A row that was left out, and why.
 *
 * @param file name of the file
 * @param line line of the file on which the row starts; the header is line 1
 * @param reason what is wrong, what was expected, and the remedy
 */
public record RejectedRow(String file, long line, String reason) {

    @Override
    public String toString() {
        return file + ", line " + line + ": " + reason;
    }
}
