package org.loadcast.serving.stream;

import java.util.Locale;
import java.util.Optional;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.Reading;

/** Something that happened. Immutable. */
public sealed interface Event {

    Kind kind();

    /** The meter it is about; empty when it is about none or several. */
    Optional<MeterId> meter();

    /** How much memory it takes, in numbers held. */
    int weight();

    /** What listeners choose by. */
    enum Kind {
        READING,
        FORECAST,
        ALERT,
        JOB;

        /** The name on the wire, such as {@code reading}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The kind of that label.
         *
         * @throws IllegalArgumentException with the known ones
         */
        public static Kind parse(String label) {
            for (Kind kind : values()) {
                if (kind.label().equals(label)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "'" + label + "' is not a kind of event. Use reading, forecast, alert or job.");
        }
    }

    /** A reading was stored. */
    record ReadingStored(Reading reading) implements Event {

        private static final int WEIGHT = 4;

        @Override
        public Kind kind() {
            return Kind.READING;
        }

        @Override
        public Optional<MeterId> meter() {
            return Optional.of(reading.meter());
        }

        @Override
        public int weight() {
            return WEIGHT;
        }
    }

    /** A forecast was issued, on schedule or on demand. */
    record ForecastIssued(Forecast forecast) implements Event {

        @Override
        public Kind kind() {
            return Kind.FORECAST;
        }

        @Override
        public Optional<MeterId> meter() {
            return Optional.of(forecast.meter());
        }

        @Override
        public int weight() {
            return forecast.grid().length() * forecast.quantiles().count();
        }
    }

    /**
     * Another part of the service has something to tell, such as an alert or the progress of a job.
     *
     * @param content a record that can be written as one JSON object
     */
    record Notice(Kind kind, Optional<MeterId> meter, Record content) implements Event {

        private static final int WEIGHT = 64;

        @Override
        public int weight() {
            return WEIGHT;
        }
    }
}
