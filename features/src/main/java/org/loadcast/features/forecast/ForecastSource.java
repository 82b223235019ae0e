package org.loadcast.features.forecast;

import java.time.Instant;
import java.util.Optional;

/** Where a forecast came from: the rung of the ladder, the model if one made it, and the reason if none did. */
public sealed interface ForecastSource {

    Tier tier();

    /** Why the forecast is below {@link Tier#MODEL}; empty for a model's forecast. */
    Optional<String> reason();

    /** Which weather of the target time went in. */
    FutureWeather weather();

    /**
     * A promoted model made it.
     *
     * @param id the model's id in the registry
     * @param family the model's family, such as {@code blend}
     * @param trainedUntil the end of the data that the model has learned from
     */
    record Model(String id, String family, Instant trainedUntil, FutureWeather weather) implements ForecastSource {
        @Override
        public Tier tier() {
            return Tier.MODEL;
        }

        @Override
        public Optional<String> reason() {
            return Optional.empty();
        }
    }

    /** A lower rung made it. */
    record Fallback(Tier tier, String why) implements ForecastSource {
        public Fallback {
            if (tier == Tier.MODEL || why.isBlank()) {
                throw new IllegalArgumentException("A fallback forecast needs a tier below model and a reason.");
            }
        }

        @Override
        public Optional<String> reason() {
            return Optional.of(why);
        }

        @Override
        public FutureWeather weather() {
            return FutureWeather.NONE;
        }
    }
}
