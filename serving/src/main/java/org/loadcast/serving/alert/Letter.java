package org.loadcast.serving.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What a sink is to tell.
 *
 * @param opened alerts that are news, or in a digest all that are open
 * @param resolved alerts that are over
 * @param at when it is told
 * @param zone whose clock its readers live by
 */
public record Letter(Kind kind, List<Alert> opened, List<Alert> resolved, Instant at, ZoneId zone) {

    /** Why it is written. */
    public enum Kind {
        NEWS,
        DIGEST
    }

    public Letter {
        opened = List.copyOf(opened);
        resolved = List.copyOf(resolved);
    }

    /** One line: what it is about. */
    public String subject() {
        if (kind == Kind.DIGEST) {
            return "Loadcast: " + count(opened, "open alert") + ", " + resolved.size() + " resolved in a day";
        }
        if (opened.size() + resolved.size() == 1) {
            Alert only = opened.isEmpty() ? resolved.get(0) : opened.get(0);
            return "Loadcast: " + only.rule() + " at " + only.meter() + (opened.isEmpty() ? " is resolved" : "");
        }
        return "Loadcast: " + count(opened, "new alert") + ", " + resolved.size() + " resolved";
    }

    private static String count(List<Alert> alerts, String noun) {
        return alerts.size() + " " + noun + (alerts.size() == 1 ? "" : "s");
    }
}
