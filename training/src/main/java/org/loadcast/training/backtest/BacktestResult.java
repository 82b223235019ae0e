package org.loadcast.training.backtest;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.metrics.BacktestRows;
import org.loadcast.training.metrics.SeasonalReference;

/**
 * All that a backtest found, before anything is scored or drawn.
 *
 * @param task name of the task
 * @param zones the zone of every meter
 * @param reference the seasonal naive and the scale of MASE
 * @param families what every family forecast, in the order in which they ran
 * @param promoted for every meter the family that would serve it, chosen without the rows that are scored here
 * @param facts what a reader should know of the data and the run, by name, in the order of the map
 */
public record BacktestResult(
        String task,
        Map<MeterId, ZoneId> zones,
        SeasonalReference reference,
        List<FamilyResult> families,
        SortedMap<MeterId, String> promoted,
        Map<String, String> facts) {

    public BacktestResult {
        families = List.copyOf(families);
        zones = Map.copyOf(zones);
        promoted = Collections.unmodifiableSortedMap(new TreeMap<>(promoted));
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        if (promoted.isEmpty() || !zones.keySet().containsAll(promoted.keySet())) {
            throw new IllegalArgumentException("Backtest of " + task + " promotes families for the meters "
                    + promoted.keySet() + " and knows the zones of " + zones.keySet() + ". Every meter needs both.");
        }
        for (Map.Entry<MeterId, String> choice : promoted.entrySet()) {
            if (rowsOf(families, choice.getValue(), choice.getKey()).isEmpty()) {
                throw new IllegalArgumentException("Backtest of " + task + " promotes " + choice.getValue()
                        + " for meter " + choice.getKey() + ", but this family did not forecast it.");
            }
        }
    }

    /** The forecasts of the promoted families: every meter once. */
    public BacktestRows promotedRows() {
        return BacktestRows.concat(promoted.entrySet().stream()
                .map(choice ->
                        rowsOf(families, choice.getValue(), choice.getKey()).orElseThrow())
                .toList());
    }

    /**
     * The zone of a meter.
     *
     * @throws IllegalArgumentException when the meter is not in this backtest
     */
    public ZoneId zone(MeterId meter) {
        return Optional.ofNullable(zones.get(meter))
                .orElseThrow(
                        () -> new IllegalArgumentException("Meter " + meter + " is not in the backtest of " + task));
    }

    private static Optional<BacktestRows> rowsOf(List<FamilyResult> families, String family, MeterId meter) {
        return families.stream()
                .filter(result -> result.family().equals(family))
                .map(result -> result.rows().only(meter))
                .filter(rows -> rows.size() > 0)
                .findFirst();
    }
}
