package org.loadcast.training.forecaster.tabular;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.loadcast.features.transform.ExtraFeatures;
import org.loadcast.features.transform.FeatureMatrix;
import org.loadcast.features.transform.LoadFeatures;
import org.loadcast.training.forecaster.ForecastContext;
import org.loadcast.training.forecaster.TrainingSet;

/** Which features a method learns from. */
public enum ColumnChoice {
    /** All standard ones. */
    ALL,
    /** Calendar, weather, sun and the few loads that say most: for short histories, where many lags overfit. */
    FEW,
    /** All standard ones but levels and seasons, which move over weeks: by them weeks are learned by heart. */
    RECENT,
    /** All standard ones, degree days, and what moist air and wind feel like. */
    COMFORT,
    /** All standard ones, and how the level has moved lately: for loads that lockdowns, tenants or heat pumps change. */
    SHIFT,
    /** All standard ones, comfort and shift. */
    MORE,
    /** All standard ones, and what kind of meter it is: for models of many meters. */
    METER;

    private static final Set<String> SLOW =
            Set.of("lag.mean_7d", "lag.mean_28d", LoadFeatures.LEVEL, "cal.trend_days", "cal.day_of_year");
    private static final Set<String> FEW_LOADS = Set.of("lag.mean_7d", "lag.same_kind_mean");
    private static final Set<String> FEW_CALENDAR =
            Set.of("cal.hour", "cal.weekday", "cal.weekend", "cal.kind", "cal.holiday", "cal.sin_hour", "cal.cos_hour");
    private static final Set<String> FEW_TEMPERATURES = Set.of("temp.now", "temp.smooth_17h");

    /** Names of the chosen columns, in their order; none for a set without examples. */
    public List<String> of(TrainingSet set) {
        return switch (this) {
            case ALL -> set.columns();
            case FEW -> set.columns().stream().filter(ColumnChoice::isFew).toList();
            case RECENT ->
                set.columns().stream().filter(column -> !isSlow(column)).toList();
            case COMFORT -> with(set, Set.of(ExtraFeatures.COMFORT));
            case SHIFT -> with(set, Set.of(ExtraFeatures.SHIFT));
            case MORE -> with(set, EnumSet.of(ExtraFeatures.COMFORT, ExtraFeatures.SHIFT));
            case METER -> with(set, Set.of(ExtraFeatures.METER));
        };
    }

    private static List<String> with(TrainingSet set, Set<ExtraFeatures> extras) {
        return set.examples().isEmpty()
                ? List.of()
                : set.examples().get(0).features(extras).columns();
    }

    /** The columns of any of {@code sets} but those of single weather stations, which mean another place for another meter. */
    public List<String> ofAll(List<TrainingSet> sets) {
        Set<String> columns = new LinkedHashSet<>();
        for (TrainingSet set : sets) {
            of(set).stream().filter(column -> !column.contains("@")).forEach(columns::add);
        }
        return List.copyOf(columns);
    }

    /** The features of {@code context} that hold {@code columns}. */
    public static FeatureMatrix matrix(ForecastContext context, List<String> columns) {
        return context.features(ExtraFeatures.madeFor(columns));
    }

    private static boolean isSlow(String column) {
        return SLOW.contains(column) || column.startsWith("cal.sin_year") || column.startsWith("cal.cos_year");
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
