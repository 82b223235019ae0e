package org.loadcast.serving.source.home;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/** The second pass through a feed: the readings. */
final class EspiValues implements EspiReader.Listener {

    /** Projected, and normalised for weather. */
    private static final Set<String> NOT_MEASURED = Set.of("12", "15");

    private final String file;
    private final Map<String, EspiSeries> series;
    private final SourceSettings settings;
    private final SourceSink sink;
    private final Map<String, MeterId> meters = new HashMap<>();
    private final Set<EspiSeries> refused = new HashSet<>();
    private final boolean several;

    EspiValues(String file, Map<String, EspiSeries> series, SourceSettings settings, SourceSink sink) {
        this.file = file;
        this.series = series;
        this.settings = settings;
        this.sink = sink;
        this.several = series.values().stream()
                        .filter(one -> one.refused().isEmpty())
                        .map(EspiSeries::name)
                        .distinct()
                        .count()
                > 1;
    }

    @Override
    public void reading(EspiReader.Entry entry, long line, Map<String, String> fields) {
        EspiSeries of = seriesOf(entry);
        if (of == null) {
            sink.reject(
                    file,
                    line,
                    "The block " + entry.self() + " belongs to no MeterReading of the file. Download it again.");
        } else if (of.refused().isPresent()) {
            if (refused.add(of)) {
                sink.reject(file, line, of.refused().get() + " Its readings are left out.");
            }
        } else if (settings.wants(of.name())) {
            try {
                value(of, fields);
            } catch (IllegalArgumentException wrong) {
                sink.reject(file, line, String.valueOf(wrong.getMessage()));
            }
        }
    }

    private @Nullable EspiSeries seriesOf(EspiReader.Entry entry) {
        EspiSeries linked = series.get(entry.up().replaceFirst("/IntervalBlock/?$", ""));
        return linked != null ? linked : series.get("");
    }

    private void value(EspiSeries of, Map<String, String> fields) {
        String quality = fields.getOrDefault("ReadingQuality/quality", "");
        if (NOT_MEASURED.contains(quality)) {
            throw new IllegalArgumentException(
                    "Quality " + quality + " is no measurement: it is projected or normalised for weather.");
        }
        long start = number(fields, "timePeriod/start");
        double value = of.factor() * number(fields, "value") + 0.0;
        MeterId meter = meters.computeIfAbsent(of.name(), this::enter);
        switch (of.kind()) {
            case POWER -> sink.power(meter, start, value);
            case COUNTER ->
                sink.counter(
                        meter, start + optional(fields, "timePeriod/duration").orElse(0L), value);
            case ENERGY -> {
                long seconds = number(fields, "timePeriod/duration");
                if (seconds <= 0) {
                    throw new IllegalArgumentException("timePeriod/duration " + seconds + " is not positive.");
                }
                sink.power(meter, start, value * 3600 / seconds);
            }
        }
    }

    private MeterId enter(String name) {
        MeterId meter = several
                ? settings.meterOf(name)
                : settings.meter(settings.meterOf(name).value());
        sink.meter(Meter.builder(meter)
                .zone(settings.zone("UTC"))
                .category(name.endsWith("-export") ? "export" : "")
                .build());
        return meter;
    }

    private static long number(Map<String, String> fields, String field) {
        return optional(fields, field)
                .orElseThrow(
                        () -> new IllegalArgumentException("An IntervalReading without " + field + " says nothing."));
    }

    private static Optional<Long> optional(Map<String, String> fields, String field) {
        String text = fields.get(field);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("-?\\d{1,18}")) {
            throw new IllegalArgumentException(field + " '" + text + "' is no whole number.");
        }
        return Optional.of(Long.parseLong(text));
    }
}
