package org.loadcast.training.forecaster.tabular;

import java.util.List;
import java.util.Set;

/** Which of the standard features a method learns from. */
public enum ColumnChoice {
    /** All of them. */
    ALL,
    /** Calendar, weather, sun and the few loads that say most: for short histories, where many lags overfit. */
    FEW;

    private static final Set<String> FEW_LOADS = Set.of("lag.mean_7d", "lag.same_kind_mean");
    private static final Set<String> FEW_CALENDAR =
            Set.of("cal.hour", "cal.weekday", "cal.weekend", "cal.kind", "cal.holiday", "cal.sin_hour", "cal.cos_hour");
    private static final Set<String> FEW_TEMPERATURES = Set.of("temp.now", "temp.smooth_17h");

    /** The chosen ones among {@code columns}, in their order. */
    public List<String> of(List<String> columns) {
        return this == ALL
                ? columns
                : columns.stream().filter(ColumnChoice::isFew).toList();
    }

    private static boolean isFew(String column) {
        return FEW_LOADS.contains(column)
                || FEW_CALENDAR.contains(column)
                || FEW_TEMPERATURES.contains(column)
                || column.startsWith("wx.wind_speed")
                || column.startsWith("wx.ghi")
                || column.startsWith("sun.");
    }
}
