package org.loadcast.serving.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The times of a cron expression of five fields (minute, hour, day of the month, month, day of the week), on the clocks of
 * a zone. Immutable and thread-safe.
 */
public final class LocalCron {

    private final String expression;
    private final ExecutionTime times;

    private LocalCron(String expression, Cron cron) {
        this.expression = expression;
        this.times = ExecutionTime.forCron(cron);
    }

    /**
     * Reads an expression such as {@code 15 6,12 * * *}.
     *
     * @throws IllegalArgumentException with the expected form
     */
    public static LocalCron parse(String expression) {
        try {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return new LocalCron(expression, parser.parse(expression).validate());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is not a cron expression: " + malformed.getMessage()
                            + ". Use five fields (minute, hour, day, month, day of the week), such as '15 6,12 * * *'.",
                    malformed);
        }
    }

    /** The last of the times that is not after {@code now}; empty when there never was one. */
    public Optional<Instant> lastUntil(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        return times.isMatch(local.withNano(0))
                ? Optional.of(local.withSecond(0).withNano(0).toInstant())
                : times.lastExecution(local).map(ZonedDateTime::toInstant);
    }

    /** The first of the times after {@code now}; empty when there is none to come. */
    public Optional<Instant> nextAfter(Instant now, ZoneId zone) {
        return times.nextExecution(now.atZone(zone)).map(ZonedDateTime::toInstant);
    }

    @Override
    public String toString() {
        return expression;
    }
}
