package org.loadcast.serving.api;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.loadcast.features.forecast.Horizon;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.serving.ingest.decode.Times;

/** Reads the parameters of a request; one that is not understood is a problem that names it. */
record Query(Context ctx) {

    /** The levels that are shown when none are asked for. */
    static final Quantiles SHOWN = Quantiles.of(0.1, 0.5, 0.9);

    Optional<String> text(String name) {
        return Optional.ofNullable(ctx.queryParam(name)).filter(text -> !text.isBlank());
    }

    <T> Optional<T> parsed(String name, Function<String, T> parse) {
        return text(name).map(text -> parse(name, text, parse));
    }

    private static <T> T parse(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            throw ProblemException.badParameter("Parameter " + name + ": " + wrong.getMessage());
        }
    }

    /** The meter named in the path. */
    MeterId meter() {
        return parse("meter_id", ctx.pathParam("id"), MeterId::of);
    }

    Horizon horizon() {
        return parsed("horizon", Horizon::parse).orElse(Horizon.DAY_AHEAD);
    }

    Quantiles quantiles() {
        return parsed("quantiles", Query::quantiles).orElse(SHOWN);
    }

    private static Quantiles quantiles(String text) {
        try {
            return Quantiles.of(Arrays.stream(text.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a list of levels. Use for example 0.1,0.5,0.9.", notANumber);
        }
    }

    Optional<Instant> instant(String name) {
        return parsed(name, Times::parse);
    }

    Optional<Duration> step() {
        return parsed("step", Query::step);
    }

    private static Duration step(String text) {
        Duration step;
        try {
            step = Duration.parse(text);
        } catch (DateTimeParseException notADuration) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an ISO duration. Use for example PT15M.", notADuration);
        }
        if (step.isNegative() || step.isZero() || step.getNano() != 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a positive whole number of seconds. Use for example PT15M.");
        }
        return step;
    }

    /** {@code from} and {@code to}: {@code to} is {@code end} by default, {@code from} lies {@code length} before it. */
    Interval interval(Instant end, Duration length) {
        Instant to = instant("to").orElse(end);
        Instant from = instant("from").orElse(to.minus(length));
        try {
            return new Interval(from, to);
        } catch (IllegalArgumentException backwards) {
            throw ProblemException.badParameter("Parameters from and to: " + backwards.getMessage());
        }
    }

    int limit(int usual, int most) {
        return number("limit", usual, most);
    }

    /** A whole number from 1 to {@code most}. */
    int number(String name, int usual, int most) {
        int number = parsed(name, Query::wholeNumber).orElse(usual);
        if (number < 1 || number > most) {
            throw ProblemException.badParameter(
                    "Parameter " + name + ": " + number + " is not between 1 and " + most + ".");
        }
        return number;
    }

    private static int wholeNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number.", notANumber);
        }
    }

    List<String> list(String name) {
        return text(name)
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    List<MeterId> meters() {
        return list("meters").stream()
                .map(id -> parse("meters", id, MeterId::of))
                .toList();
    }
}
