package org.loadcast.serving.issue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows at each moment which rounds are due, each of them once. Does nothing by itself. Thread-safe. */
final class IssuePlan {

    static final Duration QUARTER = Duration.ofMinutes(15);

    /** New weather that keeps coming in does not put a forecast off for longer than this many waits. */
    private static final int LONGEST_WAITS = 5;

    private final IssueConfig config;
    private final Map<ZoneId, Instant> dayAheadDone = new HashMap<>();
    private final Set<String> locations = new LinkedHashSet<>();
    private Optional<Instant> quarterDone = Optional.empty();
    private Instant firstWeather = Instant.MAX;
    private Instant lastWeather = Instant.MAX;

    IssuePlan(IssueConfig config) {
        this.config = config;
    }

    /**
     * A quarter of an hour that has ended.
     *
     * @param missed quarters since the round before this one that had none
     */
    record Quarter(Instant cutoff, long missed) {}

    /** The last quarter of an hour, when its round is due. */
    synchronized Optional<Quarter> quarter(Instant now) {
        long seconds = QUARTER.toSeconds();
        Instant cutoff =
                Instant.ofEpochSecond(Math.floorDiv(now.minus(config.grace()).getEpochSecond(), seconds) * seconds);
        if (quarterDone.filter(done -> !done.isBefore(cutoff)).isPresent()) {
            return Optional.empty();
        }
        long missed = quarterDone
                .map(done -> Duration.between(done, cutoff).dividedBy(QUARTER) - 1)
                .orElse(0L);
        quarterDone = Optional.of(cutoff);
        return Optional.of(new Quarter(cutoff, missed));
    }

    /**
     * Zones whose time for the next day has come since they were last named here, with that time.
     *
     * <p>A zone is due at its first question too: whoever asks knows whether its last time was missed.
     */
    synchronized Map<ZoneId, Instant> dayAhead(Collection<ZoneId> zones, Instant now) {
        Map<ZoneId, Instant> due = new HashMap<>();
        for (ZoneId zone : zones) {
            config.dayAhead().lastUntil(now, zone).ifPresent(last -> {
                if (dayAheadDone.getOrDefault(zone, Instant.MIN).isBefore(last)) {
                    dayAheadDone.put(zone, last);
                    due.put(zone, last);
                }
            });
        }
        return due;
    }

    /** New weather has come in. */
    synchronized void weatherCame(Collection<String> at, Instant now) {
        if (locations.isEmpty()) {
            firstWeather = now;
        }
        lastWeather = now;
        locations.addAll(at);
    }

    /** Locations whose new weather has been quiet for long enough. */
    synchronized Set<String> weather(Instant now) {
        boolean quiet = !lastWeather.isAfter(now.minus(config.weatherWait()));
        boolean waitedLong =
                !firstWeather.isAfter(now.minus(config.weatherWait().multipliedBy(LONGEST_WAITS)));
        boolean due = quiet || waitedLong;
        if (locations.isEmpty() || !due) {
            return Set.of();
        }
        Set<String> settled = Set.copyOf(locations);
        locations.clear();
        return settled;
    }
}
