package org.loadcast.features.store.influx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.forecast.Quantiles;
import org.loadcast.features.forecast.Tier;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.TimeGrid;
import org.loadcast.features.store.ForecastStore;
import org.loadcast.features.store.StoreException;

/**
 * Forecasts in InfluxDB: a point a target time. In {@code load_forecast} the newest issue replaces older ones; in
 * {@code load_forecast_log} the lead time is a tag, so that every issue stays and the number of series does not grow with time.
 *
 * <p>Instants are kept to the millisecond. A forecast of which retention has removed a part is no longer there.
 */
final class InfluxForecasts implements ForecastStore {

    private static final String HORIZON = "horizon";
    private static final String LEAD = "lead_minutes";
    private static final String CUTOFF = "cutoff_ms";
    private static final String ISSUED = "issued_at_ms";
    private static final String STEP = "step_s";
    private static final String INTERVALS = "intervals";
    private static final Duration LONGEST_REACH = Duration.ofDays(33);

    private final InfluxWriter writer;
    private final InfluxReader reader;
    private final InfluxNames.Measurement newest;
    private final InfluxNames.Measurement log;

    InfluxForecasts(InfluxWriter writer, InfluxReader reader, InfluxNames names) {
        this.writer = writer;
        this.reader = reader;
        this.newest = names.loadForecast();
        this.log = names.loadForecastLog();
    }

    @Override
    public void write(Collection<Forecast> forecasts) {
        List<String> lines = new ArrayList<>();
        for (Forecast forecast : forecasts) {
            for (int i = 0; i < forecast.grid().length(); i++) {
                long start = forecast.grid().startOf(i).getEpochSecond();
                long lead = Math.floorDiv(start - forecast.cutoff().getEpochSecond(), 60);
                lines.add(line(newest, forecast, i)
                        .field(newest.inBucket(LEAD), lead)
                        .at(start));
                lines.add(line(log, forecast, i)
                        .tag(log.inBucket(LEAD), String.valueOf(lead))
                        .at(start));
            }
        }
        writer.write(lines);
    }

    private static Line line(InfluxNames.Measurement names, Forecast forecast, int interval) {
        Line line = new Line(names.name())
                .tag(names.idTag(), forecast.meter().value())
                .tag(names.inBucket(HORIZON), forecast.horizon());
        Quantiles quantiles = forecast.quantiles();
        for (int q = 0; q < quantiles.count(); q++) {
            line.field(names.inBucket(quantiles.name(q)), forecast.kilowatts(interval, q));
        }
        line.field(names.inBucket("tier"), forecast.source().tier().label())
                .field(names.inBucket(CUTOFF), forecast.cutoff().toEpochMilli())
                .field(names.inBucket(ISSUED), forecast.issuedAt().toEpochMilli())
                .field(names.inBucket(STEP), forecast.grid().step().toSeconds())
                .field(names.inBucket(INTERVALS), (long) forecast.grid().length())
                .field(names.inBucket("weather"), forecast.source().weather().label());
        if (forecast.source() instanceof ForecastSource.Model model) {
            line.field(names.inBucket("model_id"), model.id())
                    .field(names.inBucket("model_family"), model.family())
                    .field(names.inBucket("trained_until"), model.trainedUntil().toString());
        } else {
            line.field(names.inBucket("reason"), forecast.source().reason().orElse(""));
        }
        return line;
    }

    @Override
    public Optional<Forecast> latest(MeterId meter, String horizon) {
        List<Long> cutoffs = new ArrayList<>();
        String cutoff = log.inBucket(CUTOFF);
        Select all = Select.of(log.name(), List.of(cutoff), tags(meter, horizon));
        reader.read(all.ordered(Select.Order.LAST), row -> row.integer(cutoff).ifPresent(cutoffs::add));
        if (cutoffs.isEmpty()) {
            return Optional.empty();
        }
        // The point furthest ahead need not be of the latest cutoff, but those of a later one come after its cutoff.
        long known = cutoffs.get(0);
        reader.read(
                all.between(Math.floorDiv(known, 1000), Select.LAST_SECOND),
                row -> row.integer(cutoff).ifPresent(cutoffs::add));
        long last = cutoffs.stream().mapToLong(Long::longValue).max().orElse(known);
        return read(meter, horizon, last, last + 1).stream().findFirst();
    }

    @Override
    public List<Forecast> issued(MeterId meter, String horizon, Interval cutoffs) {
        return read(meter, horizon, millisUp(cutoffs.from()), millisUp(cutoffs.to()));
    }

    private static long millisUp(Instant instant) {
        long second = Math.max(Select.FIRST_SECOND, Math.min(Select.LAST_SECOND, instant.getEpochSecond()));
        return second * 1000 + (instant.getNano() + 999_999) / 1_000_000;
    }

    private Map<String, String> tags(MeterId meter, String horizon) {
        return Map.of(log.idTag(), meter.value(), log.inBucket(HORIZON), horizon);
    }

    /** The forecasts whose cutoff lies in {@code [fromMillis, toMillis)}, by cutoff. */
    private List<Forecast> read(MeterId meter, String horizon, long fromMillis, long toMillis) {
        long from = Math.floorDiv(fromMillis, 1000);
        Select select = Select.of(log.name(), List.of(), tags(meter, horizon))
                .between(from, Math.floorDiv(toMillis, 1000) + LONGEST_REACH.toSeconds())
                .within(new Select.FieldRange(log.inBucket(CUTOFF), fromMillis, toMillis));
        SortedMap<Long, List<ValueRow>> byCutoff = new TreeMap<>();
        reader.read(
                select,
                row -> row.integer(log.inBucket(CUTOFF))
                        .ifPresent(cutoff -> byCutoff.computeIfAbsent(cutoff, at -> new ArrayList<>())
                                .add(copy(row))));
        List<Forecast> forecasts = new ArrayList<>();
        for (List<ValueRow> rows : byCutoff.values()) {
            if (rows.size() == integer(rows.get(0), INTERVALS)) {
                forecasts.add(forecast(meter, horizon, rows));
            }
        }
        return forecasts;
    }

    private ValueRow copy(InfluxReader.Row row) {
        Map<String, Object> values = new TreeMap<>();
        for (String column : row.columns()) {
            double number = row.number(column);
            if (row.text(column).isPresent()) {
                values.put(log.inLoadcast(column), row.text(column).get());
            } else if (!Double.isNaN(number)) {
                values.put(
                        log.inLoadcast(column),
                        isInteger(column) ? row.integer(column).orElseThrow() : number);
            }
        }
        return new ValueRow(row.epochSecond(), values);
    }

    private boolean isInteger(String column) {
        return List.of(CUTOFF, ISSUED, STEP, INTERVALS).contains(log.inLoadcast(column));
    }

    private static Forecast forecast(MeterId meter, String horizon, List<ValueRow> rows) {
        ValueRow first = rows.get(0);
        SortedMap<Double, String> levels = new TreeMap<>();
        for (String column : first.columns()) {
            if (column.matches("p\\d{2}(_\\d+)?")) {
                levels.put(Double.parseDouble(column.substring(1).replace('_', '.')) / 100, column);
            }
        }
        double[][] kilowatts = new double[rows.size()][levels.size()];
        for (int i = 0; i < kilowatts.length; i++) {
            int q = 0;
            for (String column : levels.values()) {
                kilowatts[i][q++] = rows.get(i).number(column);
            }
        }
        return new Forecast(
                meter,
                horizon,
                Instant.ofEpochMilli(integer(first, ISSUED)),
                Instant.ofEpochMilli(integer(first, CUTOFF)),
                new TimeGrid(
                        Instant.ofEpochSecond(first.epochSecond()),
                        Duration.ofSeconds(integer(first, STEP)),
                        rows.size()),
                Quantiles.of(levels.keySet().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray()),
                kilowatts,
                source(first));
    }

    private static ForecastSource source(ValueRow row) {
        Tier tier = Tier.valueOf(text(row, "tier").toUpperCase(Locale.ROOT));
        return tier == Tier.MODEL
                ? new ForecastSource.Model(
                        text(row, "model_id"),
                        text(row, "model_family"),
                        Instant.parse(text(row, "trained_until")),
                        FutureWeather.parse(text(row, "weather")))
                : new ForecastSource.Fallback(tier, text(row, "reason"));
    }

    private static long integer(ValueRow row, String column) {
        return row.integer(column).orElseThrow(() -> missing(row, column));
    }

    private static String text(ValueRow row, String column) {
        return row.text(column).orElseThrow(() -> missing(row, column));
    }

    private static StoreException missing(ValueRow row, String column) {
        return new StoreException("A stored forecast for " + Instant.ofEpochSecond(row.epochSecond()) + " has no field "
                + column + ". Was it written by something else? Give Loadcast a measurement of its own.");
    }
}
