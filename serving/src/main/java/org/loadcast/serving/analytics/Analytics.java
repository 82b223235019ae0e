package org.loadcast.serving.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.meter.Site;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.DayTotal;
import org.loadcast.features.store.PeakQuarter;
import org.loadcast.features.store.Stores;

/** Answers the monitoring queries as of an instant, "now" for most. Thread-safe. */
public final class Analytics {

    private static final int WEEK = 7;
    /** A year that keeps the weekday. */
    private static final int YEAR = 364;

    private static final Duration LIVE = Duration.ofHours(1);

    private final Stores stores;

    public Analytics(Stores stores) {
        this.stores = stores;
    }

    /** The hourly means of one meter and day; hours of UTC that lie in the day. */
    public record HourlyDay(Meter meter, LocalDate day, LoadSeries hours) {}

    /** Today by the hour, as far as it is known. */
    public List<HourlyDay> hourly(Collection<Meter> meters, Instant at) {
        List<HourlyDay> days = new ArrayList<>();
        for (Meter meter : meters) {
            LocalDate today = today(meter, at);
            Interval day = new Interval(
                    today.atStartOfDay(meter.zone()).toInstant(),
                    today.plusDays(1).atStartOfDay(meter.zone()).toInstant());
            days.add(new HourlyDay(meter, today, stores.measurements().load(meter.id(), day, Duration.ofHours(1))));
        }
        return days;
    }

    /** The highest quarter-hours of the {@code days} days up to today. */
    public List<PeakQuarter> peaks(Collection<Meter> meters, Instant at, int days, int count) {
        LocalDate last = at.atZone(ZoneOffset.UTC).toLocalDate();
        return stores.aggregates().peaks(meters, last.minusDays(days - 1L), last, count);
    }

    /** The totals of the {@code days} days up to today, by meter and day. */
    public List<DayTotal> daily(Collection<Meter> meters, Instant at, int days) {
        Map<MeterId, LocalDate> today = todays(meters, at);
        return daysAround(meters, at, days).stream()
                .filter(total -> ago(total, today) < days && ago(total, today) >= 0)
                .toList();
    }

    /** The totals of the {@code months} months up to this one, by meter and month. */
    public List<MonthTotal> monthly(Collection<Meter> meters, Instant at, int months) {
        Map<MeterId, LocalDate> today = todays(meters, at);
        Map<MeterId, Map<YearMonth, MonthTotal>> totals = new LinkedHashMap<>();
        for (DayTotal day : daysAround(meters, at, 31 * months)) {
            YearMonth month = YearMonth.from(day.day());
            YearMonth present = YearMonth.from(known(today, day.meter()));
            if (month.isAfter(present.minusMonths(months)) && ago(day, today) >= 0) {
                totals.computeIfAbsent(day.meter(), id -> new LinkedHashMap<>())
                        .merge(month, MonthTotal.of(day), MonthTotal::plus);
            }
        }
        return totals.values().stream()
                .flatMap(ofMeter -> ofMeter.values().stream())
                .toList();
    }

    /** The whole set in one look; its sums count no load twice, see {@link Site#summed}. */
    public Summary summary(Collection<Meter> meters, Instant at) {
        Set<MeterId> summed = Site.summed(meters);
        Map<MeterId, LocalDate> todays = todays(meters, at);
        int metersToday = 0;
        double today = 0;
        double yesterday = 0;
        double thisMonth = 0;
        double lastMonth = 0;
        List<DayTotal> ofToday = new ArrayList<>();
        for (DayTotal day : daysAround(meters, at, 62)) {
            long ago = ago(day, todays);
            YearMonth present = YearMonth.from(known(todays, day.meter()));
            YearMonth month = YearMonth.from(day.day());
            if (ago == 0) {
                metersToday++;
                ofToday.add(day);
            }
            double energy = summed.contains(day.meter()) ? day.energyKwh() : 0;
            today += ago == 0 ? energy : 0;
            yesterday += ago == 1 ? energy : 0;
            thisMonth += ago >= 0 && month.equals(present) ? energy : 0;
            lastMonth += month.equals(present.minusMonths(1)) ? energy : 0;
        }
        Optional<DayTotal> highest = ofToday.stream().max(Comparator.comparingDouble(DayTotal::peakKw));
        return new Summary(meters.size(), metersToday, today, yesterday, thisMonth, lastMonth, highest);
    }

    /** The power readings of the hour before {@code at}, by meter and time. */
    public List<Reading.Power> live(Collection<Meter> meters, Instant at) {
        return stores.aggregates().power(meters, new Interval(at.minus(LIVE), at));
    }

    public List<Trend> trends(Collection<Meter> meters, Instant at) {
        Map<MeterId, Map<LocalDate, DayTotal>> days = byMeter(daysAround(meters, at, YEAR + WEEK + 1));
        List<Trend> trends = new ArrayList<>();
        for (Meter meter : meters) {
            LocalDate today = today(meter, at);
            Map<LocalDate, DayTotal> ofMeter = days.getOrDefault(meter.id(), Map.of());
            trends.add(new Trend(
                    meter.id(),
                    meanKw(ofMeter, today.minusDays(WEEK)),
                    meanKw(ofMeter, today.minusDays(2 * WEEK)),
                    meanKw(ofMeter, today.minusDays(YEAR + WEEK))));
        }
        return trends;
    }

    /** The mean over the seven days from {@code first} on. */
    private static OptionalDouble meanKw(Map<LocalDate, DayTotal> days, LocalDate first) {
        double energy = 0;
        int quarters = 0;
        for (int day = 0; day < WEEK; day++) {
            DayTotal total = days.get(first.plusDays(day));
            energy += total == null ? 0 : total.energyKwh();
            quarters += total == null ? 0 : total.quarters();
        }
        return quarters == 0 ? OptionalDouble.empty() : OptionalDouble.of(energy * 4 / quarters);
    }

    /** Today beside the same weekday of last week and of last year. */
    public List<Comparison> comparison(Collection<Meter> meters, Instant at) {
        Map<MeterId, Map<LocalDate, DayTotal>> days = byMeter(daysAround(meters, at, YEAR + 1));
        List<Comparison> comparisons = new ArrayList<>();
        for (Meter meter : meters) {
            LocalDate today = today(meter, at);
            Map<LocalDate, DayTotal> ofMeter = days.getOrDefault(meter.id(), Map.of());
            comparisons.add(new Comparison(
                    meter.id(),
                    today,
                    Optional.ofNullable(ofMeter.get(today)),
                    Optional.ofNullable(ofMeter.get(today.minusDays(WEEK))),
                    Optional.ofNullable(ofMeter.get(today.minusDays(YEAR)))));
        }
        return comparisons;
    }

    /** Totals of more than {@code days} days up to everybody's today: it is already tomorrow in the east. */
    private List<DayTotal> daysAround(Collection<Meter> meters, Instant at, int days) {
        LocalDate utc = at.atZone(ZoneOffset.UTC).toLocalDate();
        return stores.aggregates().days(meters, utc.minusDays(days), utc.plusDays(1));
    }

    private static Map<MeterId, Map<LocalDate, DayTotal>> byMeter(List<DayTotal> days) {
        return days.stream()
                .collect(Collectors.groupingBy(
                        DayTotal::meter, HashMap::new, Collectors.toMap(DayTotal::day, day -> day)));
    }

    private static Map<MeterId, LocalDate> todays(Collection<Meter> meters, Instant at) {
        Map<MeterId, LocalDate> todays = new HashMap<>();
        meters.forEach(meter -> todays.put(meter.id(), today(meter, at)));
        return todays;
    }

    private static LocalDate today(Meter meter, Instant at) {
        return at.atZone(meter.zone()).toLocalDate();
    }

    private static long ago(DayTotal day, Map<MeterId, LocalDate> todays) {
        return known(todays, day.meter()).toEpochDay() - day.day().toEpochDay();
    }

    private static LocalDate known(Map<MeterId, LocalDate> todays, MeterId meter) {
        return Optional.ofNullable(todays.get(meter)).orElseThrow();
    }
}
