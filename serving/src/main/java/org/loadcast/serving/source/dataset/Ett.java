package org.loadcast.serving.source.dataset;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loadcast.features.csv.BadRow;
import org.loadcast.features.csv.ForeignCsv;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.weather.WeatherTable;
import org.loadcast.serving.source.LocalTimes;
import org.loadcast.serving.source.SourceFormat;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/**
 * ETT, the electricity transformer temperatures (Zhou et al., Informer, AAAI 2021; github.com/zhouhaoyi/ETDataset): six loads of a
 * Chinese transformer, by the hour (ETTh1, ETTh2) or by 15 minutes (ETTm1, ETTm2), and the temperature of its oil.
 *
 * <p>The unit of the loads is not published: they are taken as kW, so that errors can be compared with those of papers, unless
 * {@code unit} says otherwise. Times are those of the Chinese clock. A negative load is generation, as everywhere. The oil's
 * temperature {@code OT} becomes weather, under the name of the file.
 */
public final class Ett implements SourceFormat {

    private static final String USUAL_ZONE = "Asia/Shanghai";
    private static final List<String> LOADS = List.of("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL");
    private static final String OIL = "oil_temperature_c";

    @Override
    public String name() {
        return "ett";
    }

    @Override
    public String description() {
        return "ETT, loads and oil temperature of transformers (ETTh1.csv, ETTm1.csv, ...)";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("unit", "of the loads, which is not published: kW (as it stands there), W or MW");
    }

    @Override
    public void read(SourceLocation source, SourceSettings settings, SourceSink sink) throws IOException {
        SourceSettings named = settings.meter().isPresent() ? settings : settings.withMeter(source.stem());
        double kilowatts = switch (named.choice("unit", "kW", "W", "MW")) {
            case "W" -> 1e-3;
            case "MW" -> 1e3;
            default -> 1;
        };
        WeatherTable.Builder oil = WeatherTable.builder(named.meter().orElseThrow());
        try (ForeignCsv csv = ForeignCsv.open(source.open(), source.name(), ',', '.')) {
            int date = csv.require("date");
            int temperature = csv.find("OT");
            Map<Integer, MeterId> loads = loads(csv, named, sink);
            LocalTimes times = new LocalTimes(named.zone(USUAL_ZONE));
            csv.forEach(
                    row -> {
                        LocalDateTime local = LocalTimes.parse(row.text(date), "date");
                        long start = times.epochSecond(local);
                        for (Map.Entry<Integer, MeterId> load : loads.entrySet()) {
                            value(row, load.getKey(), load.getValue(), start, kilowatts, source.name(), sink);
                        }
                        if (temperature >= 0 && !row.isEmpty(temperature)) {
                            oil.set(Instant.ofEpochSecond(start), OIL, row.number(temperature));
                        }
                        return true;
                    },
                    row -> sink.reject(row.file(), row.line(), row.reason()));
            if (temperature >= 0) {
                sink.weather(oil.build());
            }
        }
    }

    private static Map<Integer, MeterId> loads(ForeignCsv csv, SourceSettings settings, SourceSink sink)
            throws IOException {
        Map<Integer, MeterId> loads = new TreeMap<>();
        for (String name : LOADS) {
            if (settings.wants(name)) {
                MeterId meter = settings.meterOf(name);
                loads.put(csv.require(name), meter);
                sink.meter(Meter.builder(meter)
                        .zone(settings.zone(USUAL_ZONE))
                        .country("CN")
                        .category("transformer")
                        .weatherLocations(settings.meter().map(List::of).orElse(List.of()))
                        .build());
            }
        }
        return loads;
    }

    private static void value(
            ForeignCsv.Row row, int column, MeterId meter, long start, double factor, String file, SourceSink sink) {
        try {
            sink.power(meter, start, factor * row.number(column));
        } catch (BadRow bad) {
            sink.reject(file, row.line(), bad.reason());
        } catch (IllegalArgumentException beyond) {
            sink.reject(file, row.line(), meter + ": " + beyond.getMessage());
        }
    }
}
