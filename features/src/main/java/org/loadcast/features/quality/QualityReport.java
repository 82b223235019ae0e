package org.loadcast.features.quality;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.CounterToPower;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;
import org.loadcast.features.series.TimeGrid;

/**
 * Everything odd that was found in one series of a meter, and which of its intervals are suspect. Immutable.
 *
 * <p>Give the series at its native step: a mean over several values hides that one of them was stuck.
 */
public final class QualityReport {

    private static final List<Check> CHECKS =
            List.of(new GapCheck(), new FlatlineCheck(), new SpikeCheck(), new SignCheck());

    private final MeterId meter;
    private final TimeGrid grid;
    private final List<Finding> findings;
    private final BitSet suspects;

    private QualityReport(MeterId meter, TimeGrid grid, List<Finding> findings) {
        this.meter = meter;
        this.grid = grid;
        this.findings = findings.stream()
                .sorted(Comparator.comparing(finding -> finding.interval().from()))
                .toList();
        this.suspects = new BitSet(grid.length());
        for (Finding finding : findings) {
            if (finding.severity() == Severity.SUSPECT) {
                Interval interval = finding.interval();
                suspects.set(grid.indexOf(interval.from()), grid.indexOf(interval.to()));
            }
        }
    }

    /** Checks the load of {@code meter}. Its category and location tell which signs and times are possible. */
    public static QualityReport of(Meter meter, LoadSeries series) {
        return new QualityReport(meter.id(), series.grid(), check(meter, series));
    }

    /** Checks the load that a counter told, and its resets. */
    public static QualityReport of(Meter meter, CounterToPower.Conversion conversion) {
        List<Finding> findings = check(meter, conversion.power());
        conversion.resets().forEach(reset -> findings.add(new Finding.CounterReset(meter.id(), reset)));
        return new QualityReport(meter.id(), conversion.power().grid(), findings);
    }

    private static List<Finding> check(Meter meter, LoadSeries series) {
        List<Finding> findings = new ArrayList<>();
        CHECKS.forEach(check -> findings.addAll(check.find(meter, series)));
        return findings;
    }

    public MeterId meter() {
        return meter;
    }

    /** All findings by time. */
    public List<Finding> findings() {
        return findings;
    }

    /** Whether a finding says that the value of interval {@code index} is probably wrong. */
    public boolean isSuspect(int index) {
        return suspects.get(index);
    }

    /** Number of suspect intervals. */
    public int suspects() {
        return suspects.cardinality();
    }

    /**
     * A copy of the series in which suspect intervals are missing, to train on; what is stored stays as it is.
     *
     * @throws IllegalArgumentException when {@code series} is not on the grid that was checked
     */
    public LoadSeries withoutSuspects(LoadSeries series) {
        if (!series.grid().equals(grid)) {
            throw new IllegalArgumentException(
                    "Series on " + series.grid() + " is not the one that was checked, on " + grid + ".");
        }
        double[] values = series.toArray();
        suspects.stream().forEach(i -> values[i] = Double.NaN);
        return LoadSeries.ofArray(grid, values);
    }

    /** One line: how many findings of each kind, and the share of suspect intervals. */
    public String summary() {
        Map<String, Long> kinds =
                findings.stream().collect(Collectors.groupingBy(Finding::kind, TreeMap::new, Collectors.counting()));
        String counts = kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return meter + ": " + (counts.isEmpty() ? "nothing odd" : counts) + "; " + suspects() + " of " + grid.length()
                + " intervals suspect";
    }

    @Override
    public String toString() {
        return "QualityReport[" + summary() + "]";
    }
}
