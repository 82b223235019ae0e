package org.loadcast.serving.whatif;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.serving.forecast.ForecastService;

/** Works out forecasts under suppositions. Thread-safe. */
public final class WhatIf {

    private final ForecastService forecasts;

    public WhatIf(ForecastService forecasts) {
        this.forecasts = forecasts;
    }

    /**
     * The forecast as of {@code at}, without and with the scenario: first the temperature, then the away days, then the extra loads.
     *
     * @throws IllegalArgumentException when an away day or an extra load lies outside of the forecast
     * @throws org.loadcast.serving.forecast.NoHistoryException when there is nothing to forecast from, or too little to know the
     *     meter's low days
     */
    public SupposedForecast forecast(Meter meter, Horizon horizon, Instant at, Scenario scenario) {
        ForecastService.Supposed supposed = forecasts.supposing(meter, horizon, at, scenario.temperatureShiftC());
        requireInside(supposed.base().grid(), meter.zone(), scenario);
        double[][] rows = supposed.changed().toArray();
        putAway(rows, supposed.base(), meter, scenario.awayDays());
        addLoads(rows, supposed.base().grid(), scenario.extraLoads());
        return new SupposedForecast(
                supposed.base(), with(supposed.changed(), rows), notes(supposed, scenario.temperatureShiftC()));
    }

    private static void requireInside(TimeGrid grid, ZoneId zone, Scenario scenario) {
        Set<LocalDate> days = new TreeSet<>();
        for (int i = 0; i < grid.length(); i++) {
            days.add(grid.startOf(i).atZone(zone).toLocalDate());
        }
        for (LocalDate day : scenario.awayDays()) {
            if (!days.contains(day)) {
                throw new IllegalArgumentException("Away day " + day + " is not in the forecast, which covers " + days
                        + ". Choose one of these, or another horizon.");
            }
        }
        for (Scenario.ExtraLoad load : scenario.extraLoads()) {
            if (!load.during().from().isBefore(grid.end())
                    || !load.during().to().isAfter(grid.start())) {
                throw new IllegalArgumentException("The extra load from "
                        + load.during().from() + " to "
                        + load.during().to() + " is not in the forecast, which runs from " + grid.start() + " to "
                        + grid.end() + ". Choose a time in between, or another horizon.");
            }
        }
    }

    private void putAway(double[][] rows, Forecast base, Meter meter, Set<LocalDate> awayDays) {
        if (awayDays.isEmpty()) {
            return;
        }
        AwayProfile away = AwayProfile.of(
                meter.id(),
                forecasts.recentLoad(meter.id(), base.cutoff(), base.grid().step()),
                meter.zone(),
                base.cutoff());
        for (int i = 0; i < rows.length; i++) {
            Instant start = base.grid().startOf(i);
            if (awayDays.contains(start.atZone(meter.zone()).toLocalDate())) {
                rows[i] = away.at(start, base.quantiles());
            }
        }
    }

    private static void addLoads(double[][] rows, TimeGrid grid, List<Scenario.ExtraLoad> loads) {
        for (int i = 0; i < rows.length; i++) {
            double added = 0;
            for (Scenario.ExtraLoad load : loads) {
                added += load.meanOver(grid.startOf(i), grid.step());
            }
            for (int q = 0; q < rows[i].length; q++) {
                rows[i][q] += added;
            }
        }
    }

    private static Forecast with(Forecast forecast, double[][] rows) {
        return new Forecast(
                forecast.meter(),
                forecast.horizon(),
                forecast.issuedAt(),
                forecast.cutoff(),
                forecast.grid(),
                forecast.quantiles(),
                rows,
                forecast.source());
    }

    private static List<String> notes(ForecastService.Supposed supposed, double shiftC) {
        List<String> notes = new ArrayList<>();
        if (shiftC != 0) {
            ForecastSource source = supposed.base().source();
            if (source instanceof ForecastSource.Fallback) {
                notes.add("A forecast of tier " + source.tier().label()
                        + " does not look at the temperature: the shift changed nothing. Train a model.");
            } else if (source.weather() == FutureWeather.NONE) {
                notes.add("No weather forecast is known for the meter's locations: the shift changed nothing.");
            } else if (supposed.base().equals(supposed.changed())) {
                notes.add("The model's forecast does not depend on the temperature.");
            }
        }
        return notes;
    }
}
