package org.loadcast.serving.app.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.quality.Finding;
import org.loadcast.features.quality.QualityReport;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.Stores;
import org.loadcast.serving.app.console.CommandFailure;
import org.loadcast.training.backtest.BacktestResult;
import org.loadcast.training.backtest.FamilyResult;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.LocalDays;
import org.loadcast.training.metrics.Scores;
import org.loadcast.training.metrics.SeasonalReference;
import org.loadcast.training.report.BacktestReport;
import org.loadcast.training.report.Story;

/** The forecasts of one meter that were issued, beside what came. */
final class IssuedForecasts {

    private static final String ISSUED = "as issued";
    private static final Duration BEFORE = Duration.ofDays(28);
    private static final int BAD_DAYS = 8;
    /** A day whose energy is a fifth off the same weekday of the week before is another kind of day. */
    private static final double UNUSUAL = 0.2;

    private final Meter meter;
    private final String horizon;
    private final List<Forecast> forecasts;
    private final LoadSeries measured;
    private final BacktestRows rows;
    private final BacktestReport bare;

    private IssuedForecasts(
            Meter meter, String horizon, List<Forecast> forecasts, LoadSeries measured, BacktestRows rows) {
        this.meter = meter;
        this.horizon = horizon;
        this.forecasts = forecasts;
        this.measured = measured;
        this.rows = rows;
        this.bare = BacktestReport.of(result());
    }

    /**
     * Reads the forecasts whose cutoff lies in {@code cutoffs}.
     *
     * @throws CommandFailure when none was issued, or nothing that they are for has been measured
     */
    static IssuedForecasts read(Stores stores, Meter meter, Horizon horizon, Interval cutoffs, Clock clock) {
        List<Forecast> all = stores.forecasts().issued(meter.id(), horizon.label(), cutoffs);
        if (all.isEmpty()) {
            throw new CommandFailure("No " + horizon.label() + " forecast of meter " + meter.id() + " was issued from "
                    + cutoffs.from() + " to " + cutoffs.to()
                    + ". The service issues them ('loadcast serve'); choose other times with --from and --to, or"
                    + " measure past days with 'loadcast backtest'.");
        }
        Forecast newest = all.get(all.size() - 1);
        List<Forecast> alike = all.stream()
                .filter(f -> f.quantiles().equals(newest.quantiles())
                        && f.grid().step().equals(newest.grid().step()))
                .toList();
        Instant end = alike.stream()
                .map(f -> f.grid().end())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant now = clock.instant();
        Instant start = alike.get(0).cutoff().minus(BEFORE);
        LoadSeries measured = stores.measurements()
                .load(
                        meter.id(),
                        new Interval(start, end.isAfter(now) ? now : end),
                        newest.grid().step());
        BacktestRows rows = rows(meter.id(), alike, measured);
        if (rows.size() == 0) {
            throw new CommandFailure("Nothing that the " + all.size() + " forecasts of meter " + meter.id()
                    + " are for has been measured yet. Wait for readings, or choose earlier times with --to.");
        }
        return new IssuedForecasts(meter, horizon.label(), alike, measured, rows);
    }

    /** One row for each forecast interval that was measured. */
    private static BacktestRows rows(MeterId meter, List<Forecast> forecasts, LoadSeries measured) {
        Forecast first = forecasts.get(0);
        BacktestRows.Builder rows =
                BacktestRows.builder(first.quantiles(), first.grid().step());
        for (Forecast forecast : forecasts) {
            double[][] kilowatts = forecast.toArray();
            for (int i = 0; i < kilowatts.length; i++) {
                Instant start = forecast.grid().startOf(i);
                int at = measured.grid().indexOf(start);
                if (at >= 0 && at < measured.length() && !measured.isMissing(at)) {
                    rows.add(meter, forecast.cutoff(), start, kilowatts[i], measured.kilowatts(at));
                }
            }
        }
        return rows.build();
    }

    BacktestReport report() {
        return bare.with(story());
    }

    /** In short, and the worst days. */
    Story story() {
        Scores scores = bare.scores();
        List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "%d %s forecasts of %s were issued from %s to %s; %d of their values have been measured since.",
                forecasts.size(),
                horizon,
                meter.id(),
                day(forecasts.get(0).cutoff()),
                day(forecasts.get(forecasts.size() - 1).cutoff()),
                rows.size()));
        scores.wape()
                .ifPresent(wape -> sentences.add(String.format(
                        Locale.ROOT,
                        "On average they missed by %.1f %% of the load (%.3g kW).",
                        100 * wape,
                        scores.maeKw().orElse(0))));
        scores.naiveWape()
                .ifPresent(naive -> sentences.add(String.format(
                        Locale.ROOT,
                        "Repeating the same time of the week before would have missed by %.1f %%.",
                        100 * naive)));
        scores.coverage()
                .ifPresent(share -> sentences.add(String.format(
                        Locale.ROOT,
                        "The band from P10 to P90 promises to hold 80 %% of the values and held %.0f %%.",
                        100 * share)));
        long below = forecasts.stream()
                .filter(f -> f.source() instanceof ForecastSource.Fallback)
                .count();
        sentences.add(
                below == 0
                        ? "All came from a trained model."
                        : below + " of " + forecasts.size()
                                + " came from the fallback ladder, without a trained model.");
        return new Story("Forecasts of " + meter.id(), sentences, badDays());
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(meter.zone()).toLocalDate();
    }

    private List<Story.BadDay> badDays() {
        List<Story.BadDay> days = new ArrayList<>();
        LocalDays.all(rows, meter.zone()).forEach((day, indices) -> {
            double error = 0;
            double load = 0;
            double energy = 0;
            double expected = 0;
            Set<Instant> targets = new LinkedHashSet<>();
            for (int row : indices) {
                error += Math.abs(rows.median(row) - rows.measured(row));
                load += Math.abs(rows.measured(row));
                energy += rows.measured(row);
                expected += rows.median(row);
                targets.add(rows.target(row));
            }
            if (load > 0) {
                // Several forecasts may be for one interval: energies are those of one day.
                double hours = rows.step().toSeconds() / 3600.0 * targets.size() / indices.size();
                days.add(new Story.BadDay(
                        meter.id().value(), day, energy * hours, expected * hours, error / load, reasons(day)));
            }
        });
        days.sort(Comparator.comparingDouble(bad -> -bad.errorShare()));
        return List.copyOf(days.subList(0, Math.min(BAD_DAYS, days.size())));
    }

    private List<String> reasons(LocalDate day) {
        ZoneId zone = meter.zone();
        Interval span = new Interval(
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant());
        Set<String> reasons = new LinkedHashSet<>();
        boolean blind = false;
        for (Forecast forecast : forecasts) {
            if (forecast.grid().start().isBefore(span.to())
                    && forecast.grid().end().isAfter(span.from())) {
                forecast.source().reason().ifPresent(why -> reasons.add("No trained model answered: " + why));
                blind |=
                        !meter.weatherLocations().isEmpty() && forecast.source().weather() == FutureWeather.NONE;
            }
        }
        for (Finding finding : QualityReport.of(meter, measured).findings()) {
            if (finding.interval().intersect(span).isPresent()) {
                reasons.add("The readings look wrong: " + finding.sentence());
            }
        }
        if (blind) {
            reasons.add("No weather forecast was known.");
        }
        HolidayCalendar.forMeter(meter).name(day).ifPresent(name -> reasons.add("It was a holiday: " + name + "."));
        unusual(day, reasons);
        if (reasons.isEmpty()) {
            reasons.add("Nothing is known that explains it; the day's shape was another one.");
        }
        return List.copyOf(reasons);
    }

    private void unusual(LocalDate day, Set<String> reasons) {
        double energy = meanLoad(day);
        double before = meanLoad(day.minusWeeks(1));
        if (before != 0 && Math.abs(energy / before - 1) > UNUSUAL) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "The load was %.0f %% %s than a week before.",
                    100 * Math.abs(energy / before - 1),
                    energy > before ? "higher" : "lower"));
        }
    }

    /** Mean measured load of a local day in kW; zero where nothing was measured. */
    private double meanLoad(LocalDate day) {
        int from = measured.grid().indexOf(day.atStartOfDay(meter.zone()).toInstant());
        int to = measured.grid()
                .indexOf(day.plusDays(1).atStartOfDay(meter.zone()).toInstant());
        double sum = 0;
        int count = 0;
        for (int i = Math.max(0, from); i < Math.min(to, measured.length()); i++) {
            if (!measured.isMissing(i)) {
                sum += measured.kilowatts(i);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private BacktestResult result() {
        int season = (int) (Duration.ofDays(7).toSeconds() / rows.step().toSeconds());
        return new BacktestResult(
                meter.id().value(),
                Map.of(meter.id(), meter.zone()),
                new SeasonalReference(
                        Map.of(meter.id(), measured),
                        season,
                        SeasonalReference.Scale.FIRST_CUTOFF,
                        forecasts.get(0).cutoff()),
                List.of(new FamilyResult(ISSUED, rows, Duration.ZERO, Duration.ZERO)),
                new TreeMap<>(Map.of(meter.id(), ISSUED)),
                facts());
    }

    private Map<String, String> facts() {
        Map<String, Integer> sources = new HashMap<>();
        forecasts.forEach(f -> sources.merge(name(f.source()), 1, Integer::sum));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Horizon", horizon);
        facts.put("Time zone", meter.zone().getId());
        sources.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> facts.put(entry.getKey(), entry.getValue() + " forecasts"));
        facts.put("Measured values are compared with", "every forecast that was issued for them, at every lead time");
        return facts;
    }

    private static String name(ForecastSource source) {
        return source instanceof ForecastSource.Model model
                ? "Model " + model.id() + " (" + model.family() + ")"
                : "Tier " + source.tier().label();
    }
}
