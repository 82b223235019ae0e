package org.loadcast.serving.alert;

import java.time.Duration;

/** Spans of time for people. */
final class Spans {

    private Spans() {}

    /** Such as {@code 7 days}, {@code 24 hours} or {@code 90 minutes}. */
    static String words(Duration span) {
        if (span.toHours() > 48 && span.toHours() % 24 == 0) {
            return span.toDays() + " days";
        }
        return span.toMinutes() % 60 == 0 ? span.toHours() + " hours" : span.toMinutes() + " minutes";
    }
}
