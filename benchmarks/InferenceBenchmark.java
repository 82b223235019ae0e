import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.view.MeterHistory;
import org.loadcast.training.blend.Families;
import org.loadcast.training.forecaster.FitOptions;
import org.loadcast.training.forecaster.FittedForecaster;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.LeadWindow;
import org.loadcast.training.forecaster.TrainingSet;

/**
 * Day-ahead forecasts of a quarter-hourly meter by networks that learned for one epoch: time and memory over many of them.
 *
 * <p>Arguments: number of forecasts, then the families. Features are computed once; "with features" computes them each time.
 */
final class InferenceBenchmark {

    private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final LeadWindow DAY_AHEAD = new LeadWindow(Duration.ofHours(12), STEP, 96);
    private static final int DAYS = 100;
    private static final int REPORTS = 10;

    public static void main(String[] arguments) {
        int forecasts = Integer.parseInt(arguments[0]);
        MeterHistory history = history();
        for (int i = 1; i < arguments.length; i++) {
            FittedForecaster fitted = fit(history, arguments[i]);
            measure(arguments[i], fitted, history, forecasts);
        }
    }

    private static void measure(String family, FittedForecaster fitted, MeterHistory history, int forecasts) {
        ForecastContext context = question(history);
        double sum = 0;
        for (int report = 1; report <= REPORTS; report++) {
            long start = System.nanoTime();
            for (int i = 0; i < forecasts / REPORTS; i++) {
                sum += fitted.forecast(context)[0][0];
            }
            double milliseconds = (System.nanoTime() - start) / 1e6 / (forecasts / REPORTS);
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    Locale.ROOT,
                    "%-5s %,9d forecasts  %6.2f ms each  heap %4d MB  native %4d MB%n",
                    family,
                    report * (forecasts / REPORTS),
                    milliseconds,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    Pointer.totalBytes() >> 20);
        }
        long start = System.nanoTime();
        int cold = Math.max(1, forecasts / 100);
        for (int i = 0; i < cold; i++) {
            sum += fitted.forecast(question(history))[0][0];
        }
        System.out.printf(
                Locale.ROOT,
                "%-5s %,9d with features %4.2f ms each%n",
                family,
                cold,
                (System.nanoTime() - start) / 1e6 / cold);
        if (Double.isNaN(sum)) {
            throw new IllegalStateException(family + " forecast something that is no number.");
        }
    }

    private static FittedForecaster fit(MeterHistory history, String family) {
        List<Instant> cutoffs = IntStream.range(30, DAYS - 3)
                .mapToObj(day -> START.plus(Duration.ofDays(day)).plus(Duration.ofHours(12)))
                .toList();
        return Families.installed()
                .get(family)
                .forecaster(Map.of("epochs", "1", "validation", "0"))
                .fit(new TrainingSet(history.asOf(history.grid().end()), DAY_AHEAD, cutoffs), FitOptions.defaults());
    }

    private static ForecastContext question(MeterHistory history) {
        Instant cutoff = START.plus(Duration.ofDays(DAYS - 2)).plus(Duration.ofHours(12));
        return ForecastContext.of(history.asOf(cutoff), DAY_AHEAD);
    }

    private static MeterHistory history() {
        SplittableRandom random = new SplittableRandom(17);
        TimeGrid grid = new TimeGrid(START, STEP, 96 * DAYS);
        LoadSeries.Builder load = LoadSeries.builder(grid);
        IntStream.range(0, grid.length())
                .forEach(i -> load.set(i, 1.5 + Math.sin(i * Math.PI / 48) + 0.4 * random.nextDouble()));
        return new MeterHistory(
                Meter.builder(MeterId.of("m")).build(),
                HolidayCalendar.none(),
                load.build(),
                List.of(),
                List.of(),
                FutureWeather.NONE);
    }
}
