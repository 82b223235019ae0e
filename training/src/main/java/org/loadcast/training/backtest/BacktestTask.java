package org.loadcast.training.backtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.metrics.SeasonalReference.Scale;

/**
 * What a task file asks for.
 *
 * @param name of the task
 * @param sources where its data are
 * @param meters the meters to forecast; empty for all in the load file
 * @param historyFrom nothing older may be used; {@link Instant#MIN} where the task does not say
 * @param trainUntil the first training ends here
 * @param refit how often a refit on all data before the cutoff is allowed; zero for never
 * @param cutoffs rising
 * @param window the targets of every cutoff
 * @param futureWeather what may be known of the weather ahead
 * @param season of the scoring, in steps
 * @param scale of the scoring
 */
public record BacktestTask(
        String name,
        Sources sources,
        Set<MeterId> meters,
        Instant historyFrom,
        Instant trainUntil,
        Duration refit,
        List<Instant> cutoffs,
        LeadWindow window,
        FutureWeather futureWeather,
        Quantiles quantiles,
        int season,
        Scale scale) {

    /** Paths of a task's data. */
    public record Sources(
            Path load, Optional<Path> weather, Optional<Path> weatherForecast, Path meters, Optional<Path> holidays) {}

    /**
     * Reads a task file; its paths are relative to it.
     *
     * @throws IOException when the file cannot be read or is not JSON
     * @throws IllegalArgumentException when something in it is missing or wrong, saying what and what was expected
     */
    public static BacktestTask read(Path file) throws IOException {
        return new TaskFile(file).task();
    }
}
