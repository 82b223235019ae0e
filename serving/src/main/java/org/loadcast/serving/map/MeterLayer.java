package org.loadcast.serving.map;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.Interval;
import org.loadcast.features.statistics.Level;
import org.loadcast.serving.overview.Row;

/** A point for each meter: its load, how high that is, and tomorrow's peak. */
public final class MeterLayer {

    private static final List<String> COLUMNS = List.of(
            "meter_id",
            "category",
            "time_zone",
            "groups",
            "time",
            "load_kw",
            "load_p10_kw",
            "load_p90_kw",
            "level",
            "kind",
            "peak_kw",
            "peak_p10_kw",
            "peak_p90_kw",
            "peak_time",
            "tier");

    private MeterLayer() {}

    /** The newest load of every meter. */
    public static MapLayer now(List<Row> rows, Instant at) {
        return layer(
                rows,
                at,
                row -> row.now()
                        .map(now ->
                                new Load(now.start(), now.loadKw(), Optional.empty(), Optional.empty(), "measured")));
    }

    /**
     * The load of the hour that holds {@code time}, measured or forecast; from a day back to two days ahead of {@code at}.
     *
     * @throws IllegalArgumentException when {@code time} is outside of that
     */
    public static MapLayer at(List<Row> rows, Instant at, Instant time) {
        Interval span = HourlyLoad.span(at);
        if (!span.contains(time)) {
            throw new IllegalArgumentException(
                    time + " is not between " + span.from() + " and " + span.to() + ". Ask for a time in between.");
        }
        return layer(
                rows,
                at,
                row -> HourlyLoad.of(row).stream()
                        .filter(hour -> hour.interval().contains(time))
                        .reduce((earlier, later) -> earlier)
                        .map(hour -> new Load(
                                hour.interval().from(),
                                hour.loadKw(),
                                hour.p10Kw(),
                                hour.p90Kw(),
                                hour.forecast() ? "forecast" : "measured")));
    }

    private record Load(Instant start, double kilowatts, Optional<Double> p10, Optional<Double> p90, String kind) {}

    private interface Loads {
        Optional<Load> of(Row row);
    }

    private static MapLayer layer(List<Row> rows, Instant at, Loads loads) {
        List<MapLayer.Spot> spots = new ArrayList<>();
        for (Row row : rows) {
            row.meter()
                    .location()
                    .ifPresent(place ->
                            spots.add(new MapLayer.Spot(row.meter().id().value(), place, values(row, loads.of(row)))));
        }
        return new MapLayer(
                at,
                COLUMNS,
                spots,
                rows.size() - spots.size(),
                rows.stream().filter(row -> row.ahead().isEmpty()).count());
    }

    private static List<Object> values(Row row, Optional<Load> load) {
        Meter meter = row.meter();
        Optional<Row.Known> ahead = row.ahead().flatMap(MeterLayer::known);
        Optional<Row.Tomorrow> tomorrow = ahead.flatMap(Row.Known::tomorrow);
        return List.of(
                meter.id().value(),
                meter.category(),
                meter.zone().getId(),
                String.join(";", meter.groups()),
                load.map(Load::start),
                load.map(Load::kilowatts),
                load.flatMap(Load::p10),
                load.flatMap(Load::p90),
                load.flatMap(value -> row.levels().map(scale -> scale.of(value.kilowatts())))
                        .map(Level::label),
                load.map(Load::kind),
                tomorrow.map(Row.Tomorrow::peakKw),
                tomorrow.map(Row.Tomorrow::peakP10Kw),
                tomorrow.map(Row.Tomorrow::peakP90Kw),
                tomorrow.map(Row.Tomorrow::peakAt),
                ahead.map(known -> known.source().tier().label()));
    }

    private static Optional<Row.Known> known(Row.Ahead ahead) {
        return ahead instanceof Row.Known known ? Optional.of(known) : Optional.empty();
    }
}
