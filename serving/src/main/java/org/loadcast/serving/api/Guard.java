package org.loadcast.serving.api;

import java.time.Clock;
import org.loadcast.serving.access.AuditLog;
import org.loadcast.serving.access.Keys;
import org.loadcast.serving.access.Sessions;

/**
 * What decides who comes in.
 *
 * @param audit where changes are written down
 */
public record Guard(Keys keys, Sessions sessions, AuditLog audit) {

    public static Guard of(Keys keys, AuditLog audit, Clock clock) {
        return new Guard(keys, new Sessions(keys, clock), audit);
    }
}
