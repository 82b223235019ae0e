package org.loadcast.features.transform;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Features by choice, beside the standard ones. */
public enum ExtraFeatures {
    /** What the weather means to people and buildings: degree days and moist air. */
    COMFORT(column -> column.startsWith("degree.") || column.startsWith("air.")) {
        @Override
        public FeaturePipeline pipeline() {
            return new FeaturePipeline(List.of(new DegreeDayFeatures(), new HumidityFeatures()));
        }
    },
    /** How the level of the load has moved lately. */
    SHIFT(column -> column.startsWith("shift.") || column.equals(ShiftFeatures.SAME_TIME)) {
        @Override
        public FeaturePipeline pipeline() {
            return new FeaturePipeline(List.of(new ShiftFeatures()));
        }
    },
    /** What kind of meter it is: for models of many meters. */
    METER(column -> column.startsWith("meter.")) {
        @Override
        public FeaturePipeline pipeline() {
            return new FeaturePipeline(List.of(new MeterFeatures()));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // pure functions of a name
    private final Predicate<String> makes;

    ExtraFeatures(Predicate<String> makes) {
        this.makes = makes;
    }

    /** The transforms that make them. */
    public abstract FeaturePipeline pipeline();

    /** Whether this makes {@code column}. */
    public boolean makes(String column) {
        return makes.test(column);
    }

    /** What has to be made for {@code columns}. */
    public static Set<ExtraFeatures> madeFor(List<String> columns) {
        Set<ExtraFeatures> needed = EnumSet.noneOf(ExtraFeatures.class);
        Arrays.stream(values())
                .filter(extra -> columns.stream().anyMatch(extra::makes))
                .forEach(needed::add);
        return needed;
    }
}
