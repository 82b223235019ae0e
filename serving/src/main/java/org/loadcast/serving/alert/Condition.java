package org.loadcast.serving.alert;

import java.util.Optional;

/** Something that a meter may ring for. Immutable. */
public sealed interface Condition
        permits MissingData,
                SilentMeter,
                OddValues,
                CounterResets,
                ClockDrift,
                HighLevel,
                ForecastPeak,
                ForecastBand,
                AccuracyDrift {

    /** What stands in {@code when} of a rule, such as {@code missing-data}. */
    String kind();

    /**
     * Whether it holds.
     *
     * @param open whether it rings already: then a limit counts as exceeded until it is left by a margin
     */
    Optional<Breach> find(Evidence evidence, boolean open);

    /** Whether it depends on forecasts alone, and is to be asked when there is a new one. */
    default boolean isAboutForecasts() {
        return false;
    }
}
