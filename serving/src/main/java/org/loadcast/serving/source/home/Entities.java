package org.loadcast.serving.source.home;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.ingest.decode.Unit;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/** The entities of an export of Home Assistant, each with its unit and what it told last. Not thread-safe. */
final class Entities {

    private static final Duration USUAL_STEP = Duration.ofMinutes(5);
    private static final Duration USUAL_HOLD = Duration.ofHours(24);
    private static final String DOMAIN = "sensor.";
    private static final Set<String> NOBODY_KNOWS = Set.of("", "unavailable", "unknown", "none");

    /** An entity that measures power or energy. */
    private record Entity(MeterId meter, Unit unit, double sign, HeldPower held) {}

    private final String file;
    private final SourceSettings settings;
    private final SourceSink sink;
    private final Duration step;
    private final Duration hold;
    private final Map<String, Unit> units = new HashMap<>();
    private final Optional<Unit> unitOfAll;
    private final Set<String> generation;
    private final Map<String, Entity> entities = new HashMap<>();
    /** Of what is passed over, the reason by entity. */
    private final Map<String, String> others = new TreeMap<>();

    private final Set<String> withoutUnit = new TreeSet<>();

    Entities(String file, SourceSettings settings, SourceSink sink) {
        this.file = file;
        this.settings = settings;
        this.sink = sink;
        this.step = settings.duration("step", USUAL_STEP);
        this.hold = settings.duration("hold", USUAL_HOLD);
        this.generation =
                Set.copyOf(Arrays.asList(settings.text("generation").orElse("").split(",", -1)));
        Unit all = null;
        for (String part :
                settings.text("unit").map(text -> text.split(",", -1)).orElse(new String[0])) {
            int colon = part.lastIndexOf(':');
            Unit unit = unit(part.substring(colon + 1).strip());
            if (colon < 0) {
                all = unit;
            } else {
                units.put(part.substring(0, colon).strip(), unit);
            }
        }
        this.unitOfAll = Optional.ofNullable(all);
    }

    private static Unit unit(String symbol) {
        return Unit.of(symbol)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unit '" + symbol + "' is not known. Use one of " + String.join(", ", Unit.symbols()) + "."));
    }

    /** A state from a time on. */
    void state(long line, String entity, Optional<String> unit, String state, String changed) {
        attempt(line, () -> {
            Entity known = find(line, entity, unit, state);
            if (known == null) {
                return;
            }
            Instant time = time(changed);
            boolean unknown = NOBODY_KNOWS.contains(state.toLowerCase(Locale.ROOT));
            if (!known.unit().isEnergy()) {
                known.held().change(time.toEpochMilli(), unknown ? Double.NaN : value(known, state));
            } else if (!unknown) {
                sink.counter(known.meter(), time.getEpochSecond(), value(known, state));
            }
        });
    }

    /** Statistics of a span: the mean of a power, or the sum that an energy had reached at its end. */
    void statistic(
            long line,
            String entity,
            Optional<String> unit,
            String start,
            String end,
            Optional<String> mean,
            Optional<String> sum) {
        attempt(line, () -> {
            Entity known = find(line, entity, unit, mean.or(() -> sum).orElse(""));
            if (known == null) {
                return;
            }
            if (!known.unit().isEnergy() && mean.isPresent()) {
                sink.power(known.meter(), time(start).getEpochSecond(), value(known, mean.get()));
            } else if (known.unit().isEnergy() && sum.isPresent()) {
                Instant read = end.isEmpty() ? time(start).plus(Duration.ofHours(1)) : time(end);
                sink.counter(known.meter(), read.getEpochSecond(), value(known, sum.get()));
            }
        });
    }

    private void attempt(long line, Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException | DateTimeException wrong) {
            sink.reject(file, line, String.valueOf(wrong.getMessage()));
        }
    }

    private @Nullable Entity find(long line, String entity, Optional<String> told, String state) {
        Entity known = entities.get(entity);
        if (known != null || others.containsKey(entity)) {
            return known;
        }
        if (!settings.wants(entity)) {
            others.put(entity, "not asked for");
            return null;
        }
        Optional<Unit> unit = Optional.ofNullable(units.get(entity)).or(() -> told.flatMap(Unit::of));
        if (unit.isEmpty() && told.isPresent()) {
            others.put(entity, "measured in " + told.get());
            return null;
        }
        Optional<Unit> assumed = unit.or(() -> units.isEmpty() ? unitOfAll : Optional.empty());
        if (assumed.isEmpty()) {
            if (isNumber(state) && units.isEmpty() && withoutUnit.add(entity)) {
                sink.reject(
                        file,
                        line,
                        "The unit of " + entity + " is not told. Add --set unit=W for all, or --set unit=" + entity
                                + ":W for this one alone.");
            }
            return null;
        }
        Entity made = make(entity, assumed.get());
        entities.put(entity, made);
        return made;
    }

    private Entity make(String entity, Unit unit) {
        MeterId meter = settings.meterOf(entity.startsWith(DOMAIN) ? entity.substring(DOMAIN.length()) : entity);
        sink.meter(Meter.builder(meter).zone(settings.zone("UTC")).build());
        return new Entity(meter, unit, generation.contains(entity) ? -1 : 1, new HeldPower(meter, step, hold, sink));
    }

    private static boolean isNumber(String state) {
        return state.matches("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");
    }

    private static double value(Entity entity, String state) {
        if (!isNumber(state)) {
            throw new IllegalArgumentException(
                    "The state '" + state + "' of meter " + entity.meter() + " is no number.");
        }
        return entity.sign() * entity.unit().toKilo(Double.parseDouble(state)) + 0.0;
    }

    /** ISO-8601 with an offset, or seconds or milliseconds since the epoch. */
    private static Instant time(String text) {
        if (text.matches("\\d{9,14}(\\.\\d+)?")) {
            boolean millis = text.replaceFirst("\\..*", "").length() > 11;
            return Instant.ofEpochMilli(
                    new BigDecimal(text).movePointRight(millis ? 0 : 3).longValue());
        }
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "The time '" + text + "' is no instant with its offset, such as 2024-06-01T12:00:00+02:00.", wrong);
        }
    }

    /** Tells what was passed over. */
    void tell() {
        if (!others.isEmpty()) {
            sink.note("%s: %d entities were passed over: %s."
                    .formatted(
                            file,
                            others.size(),
                            String.join(
                                    ", ",
                                    others.entrySet().stream()
                                            .limit(5)
                                            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                                            .toList())));
        }
    }
}
