package org.loadcast.serving.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.BuildingKind;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.features.simulation.SimulationProgress;
import org.loadcast.features.store.Stores;
import org.loadcast.features.store.sqlite.SqliteStores;
import org.loadcast.serving.api.Installation;
import org.loadcast.serving.app.wiring.IntakeNews;
import org.loadcast.serving.forecast.ForecastService;
import org.loadcast.serving.forecast.HistoryReader;
import org.loadcast.serving.forecast.ModelSource;
import org.loadcast.serving.simulator.SimulatedClock;
import org.loadcast.serving.stream.EventBus;
import org.loadcast.training.registry.ModelRegistry;

class LiveMetersTest {

    private static final Instant START = Instant.parse("2024-06-10T00:00:00Z");

    @TempDir
    private Path data;

    @Test
    void readingsAndWeatherThatHaveComeByTheClockAreStored() {
        // given: two simulated days, the first of them history; the clock shows the end of both
        Interval second = Interval.of(START.plus(Duration.ofDays(1)), Duration.ofDays(1));
        SimulatedDistrict district = simulate(new Interval(START, second.to()));
        SimulatedMeter home = district.meters().get(0);
        SimulatedClock clock = new SimulatedClock(Clock.fixed(second.to(), ZoneOffset.UTC), 10);

        try (Stores stores = SqliteStores.open(data);
                ForecastService forecasts =
                        new ForecastService(stores, new HistoryReader(stores, clock), ModelSource.none(), clock);
                EventBus events = new EventBus(clock)) {
            // when
            Installation installation =
                    new Installation(stores, forecasts, ModelRegistry.open(data.resolve("models")), clock, events);
            StoreSink sink = new StoreSink(stores, new IntakeNews(installation));
            new LiveMeters(district, second.from(), sink, clock::await).run();

            // then
            assertThat(stores.measurements().span(home.meter().id())).contains(second);
            assertThat(stores.measurements().load(home.meter().id(), second, Duration.ofHours(1)))
                    .isEqualTo(home.load().slice(24, 48));
            assertThat(stores.weather().observed("zaragoza", second).rows()).isEqualTo(23);
            assertThat(stores.weather().forecasts("zaragoza", second, second.to()))
                    .hasSize(2);
        }
    }

    private static SimulatedDistrict simulate(Interval span) {
        DistrictPlan plan = new DistrictPlan(
                List.of(BuildingKind.HOME),
                0,
                false,
                Climate.zaragoza(),
                HolidayCalendar.none(),
                span,
                Duration.ofHours(1),
                1);
        return new DistrictSimulator(plan).simulate(SimulationProgress.SILENT);
    }
}
