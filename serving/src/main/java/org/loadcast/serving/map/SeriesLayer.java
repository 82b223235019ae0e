package org.loadcast.serving.map;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loadcast.features.meter.GeoPoint;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.statistics.Level;
import org.loadcast.serving.overview.Row;

/** A point for each meter and hour, measured from a day back, forecast to two days ahead; {@code start} and {@code end} are its time. */
public final class SeriesLayer {

    private static final List<String> COLUMNS =
            List.of("meter_id", "start", "end", "kind", "load_kw", "load_p10_kw", "load_p90_kw", "level");

    private SeriesLayer() {}

    public static MapLayer of(List<Row> rows, Instant at) {
        List<MapLayer.Spot> spots = new ArrayList<>();
        for (Row row : rows) {
            row.meter().location().ifPresent(place -> add(row, place, spots));
        }
        return new MapLayer(
                at,
                COLUMNS,
                spots,
                rows.stream().filter(row -> row.meter().location().isEmpty()).count(),
                rows.stream().filter(row -> row.ahead().isEmpty()).count());
    }

    private static void add(Row row, GeoPoint place, List<MapLayer.Spot> spots) {
        MeterId meter = row.meter().id();
        for (HourlyLoad hour : HourlyLoad.of(row)) {
            Instant start = hour.interval().from();
            spots.add(new MapLayer.Spot(
                    meter + "/" + start,
                    place,
                    List.of(
                            meter.value(),
                            start,
                            hour.interval().to(),
                            hour.forecast() ? "forecast" : "measured",
                            hour.loadKw(),
                            hour.p10Kw(),
                            hour.p90Kw(),
                            row.levels().map(scale -> scale.of(hour.loadKw())).map(Level::label))));
        }
    }
}
