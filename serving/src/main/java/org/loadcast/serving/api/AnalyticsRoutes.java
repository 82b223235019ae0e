package org.loadcast.serving.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.DayTotal;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.features.store.PeakQuarter;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.analytics.Analytics;
import org.loadcast.serving.analytics.Comparison;
import org.loadcast.serving.analytics.MonthTotal;
import org.loadcast.serving.analytics.Summary;
import org.loadcast.serving.analytics.Trend;
import org.loadcast.serving.forecast.UnknownMeterException;

/** {@code /api/v1/analytics/...}: the monitoring queries, of all meters, of {@code meters} or of a {@code group}. */
public final class AnalyticsRoutes implements RouteGroup {

    private static final int MOST_DAYS = 400;
    private static final int MOST_MONTHS = 36;
    private static final int MOST_PEAKS = 1_000;
    private static final int MOST_ROWS = 100_000;
    private static final int DAYS_A_MONTH = 31;

    private final MeterDirectory directory;
    private final Analytics analytics;
    private final Clock clock;

    public AnalyticsRoutes(Stores stores, Clock clock) {
        this.directory = stores.meters();
        this.analytics = new Analytics(stores);
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/analytics/hourly", this::hourly);
        routes.get("/api/v1/analytics/peaks", this::peaks);
        routes.get("/api/v1/analytics/daily", this::daily);
        routes.get("/api/v1/analytics/monthly", this::monthly);
        routes.get("/api/v1/analytics/summary", this::summary);
        routes.get("/api/v1/analytics/live", this::live);
        routes.get("/api/v1/analytics/trends", this::trends);
        routes.get("/api/v1/analytics/comparison", this::comparison);
    }

    record HourJson(Instant start, double meanKw) {}

    record HourlyJson(String meterId, LocalDate day, String timeZone, List<HourJson> hours) {

        static HourlyJson of(Analytics.HourlyDay day) {
            LoadSeries load = day.hours();
            List<HourJson> hours = new ArrayList<>();
            for (int i = 0; i < load.length(); i++) {
                if (!load.isMissing(i)) {
                    hours.add(new HourJson(load.grid().startOf(i), load.kilowatts(i)));
                }
            }
            return new HourlyJson(
                    day.meter().id().value(), day.day(), day.meter().zone().getId(), hours);
        }
    }

    record HourlyAnswer(Instant at, List<HourlyJson> meters) {}

    private void hourly(Context ctx) {
        Query query = new Query(ctx);
        Instant at = at(query);
        List<Meter> meters = meters(query);
        requireFew(meters.size(), 24);
        ctx.json(new HourlyAnswer(
                at, analytics.hourly(meters, at).stream().map(HourlyJson::of).toList()));
    }

    record PeakJson(String meterId, Instant start, double meanKw) {

        static PeakJson of(PeakQuarter peak) {
            return new PeakJson(peak.meter().value(), peak.start(), peak.meanKw());
        }
    }

    record PeaksAnswer(Instant at, int days, List<PeakJson> peaks) {}

    private void peaks(Context ctx) {
        Query query = new Query(ctx);
        Instant at = at(query);
        int days = query.number("days", 7, MOST_DAYS);
        ctx.json(new PeaksAnswer(
                at,
                days,
                analytics.peaks(meters(query), at, days, query.limit(10, MOST_PEAKS)).stream()
                        .map(PeakJson::of)
                        .toList()));
    }

    record DayJson(
            String meterId,
            LocalDate day,
            double energyKwh,
            double meanKw,
            double peakKw,
            Instant peakAt,
            double lowestKw,
            int quarters) {

        static DayJson of(DayTotal day) {
            return new DayJson(
                    day.meter().value(),
                    day.day(),
                    day.energyKwh(),
                    day.meanKw(),
                    day.peakKw(),
                    day.peakAt(),
                    day.lowestKw(),
                    day.quarters());
        }

        static @Nullable DayJson of(Optional<DayTotal> day) {
            return day.map(DayJson::of).orElse(null);
        }
    }

    record DailyAnswer(Instant at, List<DayJson> days) {}

    private void daily(Context ctx) {
        Query query = new Query(ctx);
        Instant at = at(query);
        int days = query.number("days", 7, MOST_DAYS);
        List<Meter> meters = meters(query);
        requireFew(meters.size(), days);
        ctx.json(new DailyAnswer(
                at, analytics.daily(meters, at, days).stream().map(DayJson::of).toList()));
    }

    record MonthJson(
            String meterId,
            String month,
            double energyKwh,
            double peakKw,
            Instant peakAt,
            double lowestKw,
            int days,
            int quarters) {

        static MonthJson of(MonthTotal month) {
            return new MonthJson(
                    month.meter().value(),
                    month.month().toString(),
                    month.energyKwh(),
                    month.peakKw(),
                    month.peakAt(),
                    month.lowestKw(),
                    month.days(),
                    month.quarters());
        }
    }

    record MonthlyAnswer(Instant at, List<MonthJson> months) {}

    private void monthly(Context ctx) {
        Query query = new Query(ctx);
        Instant at = at(query);
        int months = query.number("months", 1, MOST_MONTHS);
        List<Meter> meters = meters(query);
        requireFew(meters.size(), months * DAYS_A_MONTH / 4);
        ctx.json(new MonthlyAnswer(
                at,
                analytics.monthly(meters, at, months).stream()
                        .map(MonthJson::of)
                        .toList()));
    }

    record SummaryJson(
            Instant at,
            int meters,
            int metersToday,
            double energyTodayKwh,
            double energyYesterdayKwh,
            double energyThisMonthKwh,
            double energyLastMonthKwh,
            @Nullable PeakJson highestToday) {

        static SummaryJson of(Instant at, Summary summary) {
            return new SummaryJson(
                    at,
                    summary.meters(),
                    summary.metersToday(),
                    summary.todayKwh(),
                    summary.yesterdayKwh(),
                    summary.thisMonthKwh(),
                    summary.lastMonthKwh(),
                    summary.highestToday()
                            .map(day -> new PeakJson(day.meter().value(), day.peakAt(), day.peakKw()))
                            .orElse(null));
        }
    }

    private void summary(Context ctx) {
        Query query = new Query(ctx);
        Instant at = at(query);
        ctx.json(SummaryJson.of(at, analytics.summary(meters(query), at)));
    }

    record LivePoint(Instant timestamp, double powerKw) {}

    record LiveJson(String meterId, List<LivePoint> readings) {}

    record LiveAnswer(Instant at, List<LiveJson> meters) {}

    private void live(Context ctx) {
        Query query = new Query(ctx);
        Instant at = at(query);
        List<LiveJson> meters = new ArrayList<>();
        int rows = 0;
        for (Reading.Power reading : analytics.live(meters(query), at)) {
            String id = reading.meter().value();
            if (++rows > MOST_ROWS) {
                throw ProblemException.tooMuch("The last hour has more than " + MOST_ROWS
                        + " readings. Name fewer in 'meters', or a 'group'.");
            }
            if (meters.isEmpty() || !meters.get(meters.size() - 1).meterId().equals(id)) {
                meters.add(new LiveJson(id, new ArrayList<>()));
            }
            meters.get(meters.size() - 1).readings().add(new LivePoint(reading.timestamp(), reading.kilowatts()));
        }
        ctx.json(new LiveAnswer(at, meters));
    }

    record TrendJson(
            String meterId,
            @Nullable Double lastWeekKw,
            @Nullable Double weekBeforeKw,
            @Nullable Double yearBeforeKw,
            @Nullable Double change,
            @Nullable Double yearlyChange,
            @Nullable String direction) {

        static TrendJson of(Trend trend) {
            return new TrendJson(
                    trend.meter().value(),
                    orNull(trend.lastKw()),
                    orNull(trend.beforeKw()),
                    orNull(trend.yearBeforeKw()),
                    orNull(trend.change()),
                    orNull(trend.yearlyChange()),
                    trend.direction()
                            .map(direction -> direction.name().toLowerCase(Locale.ROOT))
                            .orElse(null));
        }

        private static @Nullable Double orNull(OptionalDouble value) {
            return value.isPresent() ? value.getAsDouble() : null;
        }
    }

    record TrendsAnswer(Instant at, List<TrendJson> trends) {}

    private void trends(Context ctx) {
        Query query = new Query(ctx);
        Instant at = at(query);
        ctx.json(new TrendsAnswer(
                at,
                analytics.trends(meters(query), at).stream().map(TrendJson::of).toList()));
    }

    record ComparisonJson(
            String meterId,
            LocalDate day,
            @Nullable DayJson today,
            @Nullable DayJson weekBefore,
            @Nullable DayJson yearBefore) {

        static ComparisonJson of(Comparison comparison) {
            return new ComparisonJson(
                    comparison.meter().value(),
                    comparison.day(),
                    DayJson.of(comparison.total()),
                    DayJson.of(comparison.weekBefore()),
                    DayJson.of(comparison.yearBefore()));
        }
    }

    record ComparisonAnswer(Instant at, List<ComparisonJson> meters) {}

    private void comparison(Context ctx) {
        Query query = new Query(ctx);
        Instant at = at(query);
        ctx.json(new ComparisonAnswer(
                at,
                analytics.comparison(meters(query), at).stream()
                        .map(ComparisonJson::of)
                        .toList()));
    }

    private Instant at(Query query) {
        return query.instant("at").orElseGet(clock::instant);
    }

    private List<Meter> meters(Query query) {
        List<MeterId> ids = query.meters();
        if (!ids.isEmpty()) {
            return ids.stream()
                    .distinct()
                    .map(id -> directory.find(id).orElseThrow(() -> new UnknownMeterException(id)))
                    .toList();
        }
        Optional<String> group = query.text("group");
        List<Meter> chosen = directory.all().stream()
                .filter(meter -> group.isEmpty() || meter.groups().contains(group.get()))
                .toList();
        if (chosen.isEmpty() && group.isPresent()) {
            throw ProblemException.notFound(
                    "No meter is in group '" + group.get() + "'. GET /api/v1/meters shows the groups of every meter.");
        }
        return chosen;
    }

    private static void requireFew(int meters, int rowsEach) {
        if ((long) meters * rowsEach > MOST_ROWS) {
            throw ProblemException.tooMuch(meters + " meters with " + rowsEach + " rows each are more than " + MOST_ROWS
                    + " rows. Name fewer in 'meters', a 'group', or ask for a shorter time.");
        }
    }
}
