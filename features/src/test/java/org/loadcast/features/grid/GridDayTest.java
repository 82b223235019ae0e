package org.loadcast.features.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.loadcast.features.grid.GridTest.line;
import static org.loadcast.features.grid.GridTest.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.TimeGrid;

class GridDayTest {

    private static final MeterId M1 = MeterId.of("m1");
    private static final MeterId M2 = MeterId.of("m2");
    private static final double ROUNDING = 1e-6;

    /** Two feeders of one substation, with two ties between their ends. */
    private static final Topology RING = new Topology(
            List.of("s"),
            List.of(node("s"), node("a", "m1"), node("b", "m2")),
            List.of(
                    line("L1", "s", "a", 100),
                    line("L2", "s", "b", 100),
                    new Line("T1", "a", "b", 10, true),
                    new Line("T2", "a", "b", 60, true)));

    private static final TimeGrid QUARTERS =
            new TimeGrid(Instant.parse("2021-06-17T00:00:00Z"), Duration.ofMinutes(15), 3);

    @Test
    void tiesStayOpenWhileAllLinesAreInService() {
        GridDay day = day(Map.of(M1, new double[] {120, 50, 50}), Set.of());

        assertThat(day.tiesToClose()).isEmpty();
        assertThat(day.flows()).extracting(GridFlow::shortfallKw).containsExactly(20.0, 0.0, 0.0);
        assertThat(day.shortfallKwh()).isEqualTo(20 * 0.25, within(ROUNDING));
        assertThat(day.worst()).hasValue(0);
    }

    @Test
    void whenALineIsOutOnlyTheTiesThatAreNeededAreClosed() {
        GridDay day = day(Map.of(M1, new double[] {40, 50, 60}, M2, new double[] {40, 30, 20}), Set.of("L1"));

        assertThat(day.isFeasible()).isTrue();
        assertThat(day.tiesToClose()).containsExactly("T2");
        assertThat(day.flows().get(2).linesKw().get("L2")).isEqualTo(80, within(ROUNDING));
    }

    @Test
    void whatNoTieCanCarryIsTold() {
        GridDay day = day(Map.of(M1, new double[] {90, 50, 60}), Set.of("L1"));

        assertThat(day.tiesToClose()).containsExactly("T1", "T2");
        assertThat(day.shortfallKwh()).isEqualTo(20 * 0.25, within(ROUNDING));
    }

    @Test
    void theMetersBeyondTheCutAreTheOnesThatMatter() {
        Topology feeder = new Topology(
                List.of("s"), List.of(node("s"), node("a", "m1", "m2", "pv")), List.of(line("L1", "s", "a", 10)));

        GridDay day = GridDay.of(
                feeder,
                QUARTERS,
                Map.of(M1, new double[] {4, 30, 10}, M2, new double[] {4, 10, 2}, MeterId.of("pv"), new double[] {
                    0, -20, -2
                }),
                Set.of());

        assertThat(day.metersBeyond())
                .containsExactly(
                        new GridDay.MeterShare(M1, "a", 7.5, 0.75), new GridDay.MeterShare(M2, "a", 2.5, 0.25));
        assertThat(day.lines()).hasSize(1);
        assertThat(day.lines().get(0).congested()).isEqualTo(1);
        assertThat(day.lines().get(0).utilisation()).isEqualTo(1, within(ROUNDING));
    }

    private static GridDay day(Map<MeterId, double[]> loads, Set<String> out) {
        return GridDay.of(RING, QUARTERS, loads, out);
    }
}
