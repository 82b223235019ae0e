package org.loadcast.features.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loadcast.features.calendar.HolidayCalendar;
import org.loadcast.features.series.Interval;
import org.loadcast.features.simulation.Climate;
import org.loadcast.features.simulation.DistrictPlan;
import org.loadcast.features.simulation.DistrictSimulator;
import org.loadcast.features.simulation.Fault;
import org.loadcast.features.simulation.FaultInjector;
import org.loadcast.features.simulation.FaultKind;
import org.loadcast.features.simulation.SimulatedDistrict;
import org.loadcast.features.simulation.SimulatedMeter;
import org.loadcast.features.simulation.SimulationProgress;

/** The checks against faults whose place is known. */
class SimulatedFaultsTest {

    private static final Interval SPAN =
            new Interval(Instant.parse("2023-01-01T00:00:00Z"), Instant.parse("2023-06-01T00:00:00Z"));

    private static final SimulatedDistrict DISTRICT = new DistrictSimulator(DistrictPlan.district(
                    6, Climate.zaragoza(), HolidayCalendar.none(), SPAN, Duration.ofMinutes(15), 7))
            .simulate(SimulationProgress.SILENT);

    @Test
    void metersWithoutFaultsHaveHardlyAnyFinding() {
        List<Finding> findings = DISTRICT.meters().stream()
                .flatMap(meter -> QualityReport.of(meter.meter(), meter.load()).findings().stream())
                .toList();

        // one absurd-looking quarter of an hour in a year of a meter is what we put up with
        assertThat(findings).hasSizeLessThanOrEqualTo(DISTRICT.meters().size() / 2);
    }

    @Test
    void nearlyAllGapsStuckSpikingAndTurnedMetersAreFound() {
        List<Fault> faults = new ArrayList<>();
        List<Fault> found = new ArrayList<>();
        for (SimulatedMeter meter : DISTRICT.meters()) {
            FaultInjector.Spoiled spoiled = new FaultInjector(3).spoil(meter.meter(), meter.load());
            QualityReport report = QualityReport.of(meter.meter(), spoiled.load());
            for (Fault fault : spoiled.faults()) {
                faults.add(fault);
                if (report.findings().stream()
                        .anyMatch(f -> f.interval().intersect(fault.interval()).isPresent())) {
                    found.add(fault);
                }
            }
        }

        assertThat(share(found, faults, FaultKind.MISSING)).isEqualTo(1);
        assertThat(share(found, faults, FaultKind.STUCK)).isGreaterThan(0.85);
        assertThat(share(found, faults, FaultKind.SPIKE)).isGreaterThan(0.85);
        // a net meter has either sign all day, so that a turned one cannot be told
        assertThat(share(found, faults, FaultKind.NEGATIVE)).isGreaterThan(0.7);
    }

    private static double share(List<Fault> found, List<Fault> all, FaultKind kind) {
        return (double) count(found, kind) / count(all, kind);
    }

    private static long count(List<Fault> faults, FaultKind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).count();
    }
}
