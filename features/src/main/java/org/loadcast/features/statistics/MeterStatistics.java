package org.loadcast.features.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.loadcast.features.calendar.DayTypes;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.calendar.LocalClock;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.LoadSeries;

/**
 * What a meter's load is like, as a whole, by hour of the local day and by type of day. Immutable.
 *
 * <p>Give it a series without suspect values (see {@code QualityReport.withoutSuspects}). A meter with more negative than positive
 * values generates: its distributions and levels are those of the generation, the load turned.
 */
public final class MeterStatistics {

    /** The share of values beyond the critical one. */
    public static final double RIGHT_TAIL = 0.01;

    private static final int HOURS = 24;

    private final LoadStatistics whole;
    private final LoadStatistics directed;
    private final boolean generating;
    private final Optional<DistributionFits> fits;
    private final LevelScale levels;
    private final List<Hour> hours;
    private final List<Day> days;

    private MeterStatistics(LoadSeries series, boolean generating, List<Hour> hours, List<Day> days) {
        this.whole = LoadStatistics.of(series);
        this.generating = generating;
        double[] values = Arrays.stream(series.toArray())
                .filter(v -> !Double.isNaN(v))
                .map(v -> generating ? -v : v)
                .toArray();
        this.directed = LoadStatistics.of(values, series.grid().step());
        this.fits = DistributionFits.of(values);
        double yellow = directed.percentileKw(0.5);
        double red = directed.percentileKw(0.75);
        this.levels = new LevelScale(generating, yellow, red, Math.max(red, criticalKw()));
        this.hours = List.copyOf(hours);
        this.days = List.copyOf(days);
    }

    /**
     * The statistics of one hour of the local day.
     *
     * @param hour 0 to 23 on the wall clock
     */
    public record Hour(int hour, LoadStatistics load) {}

    /** The statistics of one type of day, and its typical profile: those hours that have values. */
    public record Day(DayType type, LoadStatistics load, List<Hour> hours) {}

    /**
     * The statistics of {@code series}.
     *
     * @throws IllegalArgumentException when it has no value at all
     */
    public static MeterStatistics of(Meter meter, LoadSeries series, HolidayCalendar holidays) {
        double[] values = series.toArray();
        LocalClock clock = new LocalClock(series.grid(), meter.zone());
        DayTypes types = new DayTypes(holidays);
        int[] hourOf = IntStream.range(0, values.length)
                .map(i -> clock.secondOfDay(i) / 3600)
                .toArray();
        DayType[] typeOf = IntStream.range(0, values.length)
                .mapToObj(i -> DayType.ofKind(types.kind(clock.epochDay(i))))
                .toArray(DayType[]::new);
        long negative = Arrays.stream(values).filter(v -> v < 0).count();
        long positive = Arrays.stream(values).filter(v -> v > 0).count();
        List<Day> days = new ArrayList<>();
        for (DayType type : DayType.values()) {
            IntPredicate onSuchDays = i -> typeOf[i] == type;
            part(series, onSuchDays)
                    .ifPresent(load -> days.add(new Day(type, load, hours(series, hourOf, onSuchDays))));
        }
        return new MeterStatistics(series, negative > positive, hours(series, hourOf, i -> true), days);
    }

    private static List<Hour> hours(LoadSeries series, int[] hourOf, IntPredicate chosen) {
        List<Hour> hours = new ArrayList<>();
        for (int h = 0; h < HOURS; h++) {
            int hour = h;
            part(series, i -> hourOf[i] == hour && chosen.test(i)).ifPresent(load -> hours.add(new Hour(hour, load)));
        }
        return hours;
    }

    private static Optional<LoadStatistics> part(LoadSeries series, IntPredicate chosen) {
        double[] values = IntStream.range(0, series.length())
                .filter(i -> !series.isMissing(i) && chosen.test(i))
                .mapToDouble(series::kilowatts)
                .toArray();
        return values.length == 0
                ? Optional.empty()
                : Optional.of(LoadStatistics.of(values, series.grid().step()));
    }

    /** The load as it is, generation negative. */
    public LoadStatistics load() {
        return whole;
    }

    /** Whether the meter mostly generates. */
    public boolean isGenerating() {
        return generating;
    }

    /** The distributions compared; empty when there are too few values, or all are alike. */
    public Optional<DistributionFits> fits() {
        return fits;
    }

    /**
     * What 1 % of the values exceed, in the meter's direction: by the best distribution where all values were fitted, else as
     * counted.
     */
    public double criticalKw() {
        return fits.filter(MeterStatistics::isOfAll)
                .map(fit -> fit.best().quantileKw(1 - RIGHT_TAIL))
                .orElseGet(() -> directed.percentileKw(1 - RIGHT_TAIL));
    }

    /** Where {@link #criticalKw} comes from: a family's name, or {@code counted}. */
    public String criticalBy() {
        return fits.filter(MeterStatistics::isOfAll)
                .map(fit -> fit.best().family().label())
                .orElse("counted");
    }

    /** A fit of the times at which something runs says nothing about all times. */
    private static boolean isOfAll(DistributionFits fit) {
        return fit.share() >= 1 - RIGHT_TAIL;
    }

    public LevelScale levels() {
        return levels;
    }

    /** By hour of the local day; hours without a value are left out. */
    public List<Hour> hours() {
        return hours;
    }

    /** By type of day; types without a value are left out. */
    public List<Day> days() {
        return days;
    }
}
