package org.loadcast.serving.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.BuildingKind;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulationProgress;
import org.loadcast.serving.app.console.Console;
import org.loadcast.serving.app.console.Progress;
import org.loadcast.training.backtest.BacktestTask;

class DemoTaskTest {

    private static final Instant END = Instant.parse("2024-06-15T10:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void theTaskAsksForTheNextLocalDayFromEveryNoonOfTwoWeeks() throws IOException {
        // given
        DemoDirectory demo = DemoDirectory.fresh(directory);
        DistrictPlan plan = new DistrictPlan(
                List.of(BuildingKind.HOME),
                0,
                false,
                Climate.zaragoza(),
                HolidayCalendar.none(),
                new Interval(END.minus(Duration.ofDays(20)), END),
                Duration.ofHours(1),
                1);
        SimulatedDistrict district = new DistrictSimulator(plan).simulate(SimulationProgress.SILENT);
        try (Progress silent = new Console(System.out, System.err, false, 80).progress("writing", 1, "")) {
            demo.files().write(plan, district, false, silent);
        }

        // when
        new DemoTask(plan, List.of(MeterId.of("home-01"))).write(demo);
        BacktestTask task = BacktestTask.read(demo.task());

        // then: noon in Madrid is 10 UTC in June, midnight twelve hours later; the last whole day is 14 June
        assertThat(task.meters()).isEqualTo(Set.of(MeterId.of("home-01")));
        assertThat(task.cutoffs())
                .hasSize(14)
                .startsWith(Instant.parse("2024-05-31T10:00:00Z"))
                .endsWith(Instant.parse("2024-06-13T10:00:00Z"));
        assertThat(task.window().offset()).isEqualTo(Duration.ofHours(12));
        assertThat(task.window().length()).isEqualTo(24);
        assertThat(Files.exists(task.sources().load())).isTrue();
    }
}
