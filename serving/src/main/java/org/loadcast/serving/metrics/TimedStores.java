package org.loadcast.serving.metrics;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.LayeredStores;
import org.loadcast.features.store.MeasurementStore;
import org.loadcast.features.store.PowerRows;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.WriteCounts;

/**
 * Stores whose readings and forecasts are timed and counted on the way in and out, whichever way they come.
 *
 * @param all the stores themselves
 * @param metrics where it is counted
 */
public record TimedStores(Stores all, Metrics metrics) implements LayeredStores {

    @Override
    public MeasurementStore measurements() {
        return new TimedMeasurements(all.measurements(), metrics);
    }

    @Override
    public ForecastStore forecasts() {
        return new TimedForecasts(all.forecasts(), metrics);
    }

    private static <T> T timed(Metrics metrics, String of, String operation, Supplier<T> work) {
        long begin = System.nanoTime();
        String outcome = "failed";
        try {
            T result = work.get();
            outcome = "done";
            return result;
        } finally {
            metrics.took(
                    "loadcast.store",
                    "Time that reading from and writing to the store takes",
                    Duration.ofNanos(System.nanoTime() - begin),
                    "of",
                    of,
                    "operation",
                    operation,
                    "outcome",
                    outcome);
        }
    }

    private record TimedMeasurements(MeasurementStore store, Metrics metrics) implements MeasurementStore {

        @Override
        public WriteCounts write(Collection<? extends Reading> readings) {
            return counted(timed("write", () -> store.write(readings)));
        }

        @Override
        public WriteCounts write(PowerRows rows) {
            return counted(timed("write", () -> store.write(rows)));
        }

        @Override
        public void remove(MeterId meter, Interval interval) {
            var unused = timed("write", () -> {
                store.remove(meter, interval);
                return meter;
            });
        }

        private WriteCounts counted(WriteCounts counts) {
            count("added", counts.added());
            count("replaced", counts.replaced());
            count("unchanged", counts.unchanged());
            return counts;
        }

        private void count(String outcome, long readings) {
            metrics.count(
                    "loadcast.readings",
                    "Readings that were written, by what became of them",
                    readings,
                    "outcome",
                    outcome);
        }

        private <T> T timed(String operation, Supplier<T> work) {
            return TimedStores.timed(metrics, "readings", operation, work);
        }

        @Override
        public LoadSeries load(MeterId meter, Interval interval, Duration step) {
            return timed("read", () -> store.load(meter, interval, step));
        }

        @Override
        public Optional<Interval> span(MeterId meter) {
            return timed("read", () -> store.span(meter));
        }

        @Override
        public Optional<Duration> nativeStep(MeterId meter) {
            return timed("read", () -> store.nativeStep(meter));
        }

        @Override
        public List<Reading> readings(MeterId meter, Interval interval) {
            return timed("read", () -> store.readings(meter, interval));
        }

        @Override
        public List<Reading.EnergyCounter> counters(MeterId meter, Interval interval) {
            return timed("read", () -> store.counters(meter, interval));
        }

        @Override
        public Optional<Reading> latest(MeterId meter) {
            return timed("read", () -> store.latest(meter));
        }

        @Override
        public List<MeterId> meters() {
            return timed("read", store::meters);
        }
    }

    private record TimedForecasts(ForecastStore store, Metrics metrics) implements ForecastStore {

        @Override
        public void write(Collection<Forecast> forecasts) {
            var unused = timed("write", () -> {
                store.write(forecasts);
                return forecasts.size();
            });
        }

        private <T> T timed(String operation, Supplier<T> work) {
            return TimedStores.timed(metrics, "forecasts", operation, work);
        }

        @Override
        public Optional<Forecast> latest(MeterId meter, String horizon) {
            return timed("read", () -> store.latest(meter, horizon));
        }

        @Override
        public List<Forecast> issued(MeterId meter, String horizon, Interval cutoffs) {
            return timed("read", () -> store.issued(meter, horizon, cutoffs));
        }
    }
}
