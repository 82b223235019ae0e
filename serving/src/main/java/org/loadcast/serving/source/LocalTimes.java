package org.loadcast.serving.source;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import org.loadcast.features.csv.BadRow;

/**
 * Turns local times, in the order of a file, into instants. In the hour that the clock goes through twice, the times of the
 * first pass come before those of the second. Not thread-safe.
 */
public final class LocalTimes {

    private final ZoneId zone;
    private final ZoneRules rules;
    private long last = Long.MIN_VALUE;

    public LocalTimes(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /**
     * A local time such as {@code 2016-07-01 00:15} or {@code 2016-07-01T00:15:00}.
     *
     * @throws BadRow when it is none
     */
    public static LocalDateTime parse(String text, String column) throws BadRow {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException wrong) {
            throw new BadRow(column + " '" + text + "' is no local time. Write it as 2016-07-01 00:15:00.");
        }
    }

    /**
     * Seconds since the epoch.
     *
     * @throws BadRow when the clock passed over that time, or it is that of the row before once more
     */
    public long epochSecond(LocalDateTime local) throws BadRow {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new BadRow("The time " + local + " did not exist in " + zone
                    + ": the clock was put forward. Leave the row out, or name the zone with --zone.");
        }
        long first = local.toEpochSecond(offsets.get(0));
        long latest = local.toEpochSecond(offsets.get(offsets.size() - 1));
        long second = first <= last && last < latest ? latest : first;
        if (second == last) {
            throw new BadRow("The time " + local + " is that of the row before. Keep one of them.");
        }
        last = second;
        return second;
    }

    /** Whether the clock passed over that time. */
    public boolean isSkipped(LocalDateTime local) {
        return rules.getValidOffsets(local).isEmpty();
    }

    /** Whether the clock went through that time twice. */
    public boolean isTwice(LocalDateTime local) {
        return rules.getValidOffsets(local).size() == 2;
    }
}
