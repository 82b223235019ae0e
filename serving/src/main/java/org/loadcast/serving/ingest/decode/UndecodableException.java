package org.loadcast.serving.ingest.decode;

import java.util.regex.Pattern;

/** A payload that cannot be used; the message is a reason that a person can act on, one printable line. */
public final class UndecodableException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 400;
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u2028\\u2029]");

    public UndecodableException(String reason) {
        super(printable(reason));
    }

    /** Why the payload cannot be used, and what to do. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** What a reason quotes may come from anywhere, and reasons are printed. */
    static String printable(String reason) {
        String clean = UNPRINTABLE.matcher(reason).replaceAll("?");
        return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON) + "…";
    }
}
