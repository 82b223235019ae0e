package org.loadcast.serving.source.dataset;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import org.loadcast.features.csv.BadRow;
import org.loadcast.features.csv.ForeignCsv;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.source.LocalTimes;
import org.loadcast.serving.source.SourceFormat;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/**
 * "Residential power usage 3 years data" of Kaggle (srinuti): kWh by the hour of a home in Houston, from June 2016 on.
 *
 * <p>In the file the dates of the first twelve days of each month have day and month swapped; copies write them in other ways.
 * The order of the rows tells which is which, see {@link MixedDates}. Times are local. The column {@code day_of_week} follows the
 * swapped dates and is not used.
 */
public final class KaggleResidential implements SourceFormat {

    private static final String USUAL_ZONE = "America/Chicago";

    @Override
    public String name() {
        return "kaggle-residential";
    }

    @Override
    public String description() {
        return "Kaggle, residential power usage of three years (power_usage_2016_to_2020.csv), dates of mixed order";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "date_order",
                "inferred (usual), month-first or day-first, where the rows do not tell",
                "step",
                "what a row spans: PT1H");
    }

    @Override
    public void read(SourceLocation source, SourceSettings settings, SourceSink sink) throws IOException {
        MeterId meter = settings.meter("houston-home");
        sink.meter(Meter.builder(meter)
                .zone(settings.zone(USUAL_ZONE))
                .country("US-TX")
                .category("household")
                .build());
        Duration step = settings.duration("step", Duration.ofHours(1));
        Rows rows = new Rows(source.name(), meter, step, new LocalTimes(settings.zone(USUAL_ZONE)), sink);
        MixedDates dates = new MixedDates(order(settings), step, rows);
        try (ForeignCsv csv = ForeignCsv.open(source.open(), source.name(), ',', '.')) {
            int date = csv.require("StartDate");
            int value = csv.require("Value (kWh)");
            csv.forEach(
                    row -> {
                        dates.add(row.line(), row.text(date), row.number(value));
                        return true;
                    },
                    row -> sink.reject(row.file(), row.line(), row.reason()));
        } finally {
            dates.finish();
        }
        rows.tell();
    }

    private static MixedDates.Order order(SourceSettings settings) {
        return switch (settings.choice("date_order", "inferred", "month-first", "day-first")) {
            case "month-first" -> MixedDates.Order.MONTH_FIRST;
            case "day-first" -> MixedDates.Order.DAY_FIRST;
            default -> MixedDates.Order.INFERRED;
        };
    }

    private static final class Rows implements MixedDates.Listener {

        private final String file;
        private final MeterId meter;
        private final double hours;
        private final LocalTimes times;
        private final SourceSink sink;
        private long monthFirst;
        private long dayFirst;

        Rows(String file, MeterId meter, Duration step, LocalTimes times, SourceSink sink) {
            this.file = file;
            this.meter = meter;
            this.hours = step.toSeconds() / 3600.0;
            this.times = times;
            this.sink = sink;
        }

        @Override
        public void known(long line, LocalDateTime time, double kilowattHours, boolean isDayFirst) {
            monthFirst += isDayFirst ? 0 : 1;
            dayFirst += isDayFirst ? 1 : 0;
            try {
                sink.power(meter, times.epochSecond(time), kilowattHours / hours);
            } catch (BadRow bad) {
                sink.reject(file, line, bad.reason());
            } catch (IllegalArgumentException beyond) {
                sink.reject(file, line, String.valueOf(beyond.getMessage()));
            }
        }

        @Override
        public void ambiguous(long line, LocalDateTime one, LocalDateTime other) {
            sink.reject(
                    file,
                    line,
                    "The date is ambiguous: " + one + " and " + other
                            + " fit the rows around it equally well. Say which by"
                            + " --set date_order=month-first or day-first.");
        }

        void tell() {
            if (dayFirst > 0) {
                sink.note(
                        "%s: the order of the rows tells that %,d dates have the day before the month, %,d others not."
                                .formatted(file, dayFirst, monthFirst));
            }
        }
    }
}
