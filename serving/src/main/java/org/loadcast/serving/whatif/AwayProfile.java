package org.loadcast.serving.whatif;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.LocalDay;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.serving.forecast.NoHistoryException;
import org.loadcast.serving.forecast.Sample;

/**
 * What a meter takes when nobody is there: quantiles of the loads on its low days, by local time of the day.
 *
 * <p>Low days are the tenth with the least energy, at least three, of the complete local days of the last hundred. The loads of an hour
 * around a time of the day count, so that three days already give a band.
 */
final class AwayProfile {

    private static final int FEWEST_DAYS = 14;
    private static final int FEWEST_LOW_DAYS = 3;
    private static final int ONE_IN = 10;
    private static final double COMPLETE = 0.9;
    private static final double MOST_FEEDING_IN = 0.05;
    private static final Duration AROUND = Duration.ofMinutes(30);

    private final ZoneId zone;
    private final Duration step;
    private final Map<Integer, Sample> bySlot = new HashMap<>();

    private AwayProfile(ZoneId zone, Duration step) {
        this.zone = zone;
        this.step = step;
    }

    /**
     * The profile of a meter.
     *
     * @param load what is known of it before {@code cutoff}
     * @throws NoHistoryException when too few days are known, or its low days are sunny days rather than days away
     */
    static AwayProfile of(MeterId meter, LoadSeries load, ZoneId zone, Instant cutoff) {
        List<Day> days = completeDays(load, zone);
        if (days.size() < FEWEST_DAYS) {
            throw new NoHistoryException(
                    meter,
                    cutoff,
                    "An away day needs " + FEWEST_DAYS + " complete days of readings, and " + days.size()
                            + " are known.");
        }
        long feedingIn = IntStream.range(0, load.length())
                .filter(i -> !load.isMissing(i) && load.kilowatts(i) < 0)
                .count();
        if (feedingIn > MOST_FEEDING_IN * load.present()) {
            throw new NoHistoryException(
                    meter,
                    cutoff,
                    "The meter feeds in, so its low days are sunny days and not days away. Use a meter of consumption.");
        }
        AwayProfile profile = new AwayProfile(zone, load.grid().step());
        days.stream()
                .sorted(Comparator.comparingDouble(Day::meanKw))
                .limit(Math.max(FEWEST_LOW_DAYS, days.size() / ONE_IN))
                .flatMap(day -> day.indices().stream())
                .forEach(i -> profile.add(load.grid().startOf(i), load.kilowatts(i)));
        return profile;
    }

    private record Day(List<Integer> indices, double meanKw) {}

    private static List<Day> completeDays(LoadSeries load, ZoneId zone) {
        Map<LocalDate, List<Integer>> indices = new HashMap<>();
        for (int i = 0; i < load.length(); i++) {
            if (!load.isMissing(i)) {
                LocalDate date = load.grid().startOf(i).atZone(zone).toLocalDate();
                indices.computeIfAbsent(date, any -> new ArrayList<>()).add(i);
            }
        }
        List<Day> days = new ArrayList<>();
        indices.forEach((date, known) -> {
            long whole = new LocalDay(date, zone).length().dividedBy(load.grid().step());
            if (known.size() >= COMPLETE * whole) {
                days.add(new Day(
                        known,
                        known.stream().mapToDouble(load::kilowatts).average().orElseThrow()));
            }
        });
        return days;
    }

    private void add(Instant at, double kilowatts) {
        int slots = (int) Duration.ofDays(1).dividedBy(step);
        int slot = LocalDay.wallClockSlot(at, zone, step);
        int around = (int) AROUND.dividedBy(step);
        for (int near = slot - around; near <= slot + around; near++) {
            bySlot.computeIfAbsent(Math.floorMod(near, slots), any -> new Sample())
                    .add(kilowatts);
        }
    }

    /** The quantiles at a time, in kW. */
    double[] at(Instant start, Quantiles levels) {
        int slot = LocalDay.wallClockSlot(start, zone, step);
        Sample sample = bySlot.get(slot);
        if (sample == null) {
            throw new IllegalStateException("The low days have no load at slot " + slot + " of the day.");
        }
        return sample.quantiles(levels);
    }
}
