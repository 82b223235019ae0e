package org.loadcast.serving.app.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.loadcast.features.forecast.DailyPeak;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.ForecastSource;

/** A forecast for a person at a terminal: where it comes from, its shape, its peak, its numbers. */
public final class ForecastTable {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int MOST_ROWS = 30;
    private static final int LABEL_COLUMNS = 6;
    private static final long SECONDS_PER_HOUR = 3600;

    private final Forecast forecast;
    private final ZoneId zone;
    private final int columns;

    /** Shows {@code forecast} by the clock of {@code zone} on a terminal of {@code columns} characters. */
    public ForecastTable(Forecast forecast, ZoneId zone, int columns) {
        this.forecast = forecast;
        this.zone = zone;
        this.columns = columns;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, %s: %s to %s %s, kW",
                forecast.meter(),
                forecast.horizon(),
                at(forecast.grid().start(), MINUTE),
                at(forecast.grid().end(), MINUTE),
                zone.getId()));
        lines.add(source());
        if (forecast.grid().length() > 1) {
            lines.add("");
            lines.addAll(sparklines());
            lines.add(peak());
        }
        lines.add("");
        lines.addAll(table());
        return lines;
    }

    private String source() {
        String cutoff = "known until " + at(forecast.cutoff(), MINUTE) + ", ";
        if (forecast.source() instanceof ForecastSource.Model model) {
            return cutoff + "by " + model.id() + ", trained until " + at(model.trainedUntil(), MINUTE) + ", weather "
                    + model.weather().label();
        }
        String why = forecast.source().reason().orElse("");
        return cutoff + "FALLBACK " + forecast.source().tier().label() + ": " + why;
    }

    private List<String> sparklines() {
        int last = forecast.quantiles().count() - 1;
        double lowest = IntStream.range(0, forecast.grid().length())
                .mapToDouble(i -> forecast.kilowatts(i, 0))
                .min()
                .orElse(0);
        Sparkline sparkline = new Sparkline(Math.min(0, lowest), highest(), columns - LABEL_COLUMNS);
        int median = forecast.quantiles().medianIndex();
        return IntStream.of(last, median, 0)
                .distinct()
                .mapToObj(q -> String.format(
                        Locale.ROOT, "%-5s %s", forecast.quantiles().name(q), sparkline.draw(column(q))))
                .toList();
    }

    private double highest() {
        int last = forecast.quantiles().count() - 1;
        return IntStream.range(0, forecast.grid().length())
                .mapToDouble(i -> forecast.kilowatts(i, last))
                .max()
                .orElse(0);
    }

    private double[] column(int quantile) {
        return IntStream.range(0, forecast.grid().length())
                .mapToDouble(i -> forecast.kilowatts(i, quantile))
                .toArray();
    }

    private String peak() {
        int peak = 0;
        double energy = 0;
        for (int i = 0; i < forecast.grid().length(); i++) {
            peak = forecast.median(i) > forecast.median(peak) ? i : peak;
            energy += forecast.median(i) * forecast.grid().step().toSeconds() / SECONDS_PER_HOUR;
        }
        return String.format(
                Locale.ROOT,
                "peak %s kW at %s%s, energy %s kWh (p50)",
                Kilowatts.format(forecast.median(peak)),
                at(forecast.grid().startOf(peak), MINUTE),
                DailyPeak.of(forecast).map(ForecastTable::range).orElse(""),
                Kilowatts.format(energy));
    }

    private static String range(DailyPeak peak) {
        int last = peak.quantiles().count() - 1;
        return last == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (%s %s, %s %s kW)",
                        peak.quantiles().name(0),
                        Kilowatts.format(peak.kilowatts(0)),
                        peak.quantiles().name(last),
                        Kilowatts.format(peak.kilowatts(last)));
    }

    private List<String> table() {
        int length = forecast.grid().length();
        int every = length <= MOST_ROWS
                ? 1
                : Math.max(1, (int) (SECONDS_PER_HOUR / forecast.grid().step().toSeconds()));
        List<String> header = new ArrayList<>(List.of("start"));
        header.addAll(forecast.quantiles().names());
        TextTable table = new TextTable(header.toArray(String[]::new));
        for (int i = 0; i < length; i += every) {
            List<String> row =
                    new ArrayList<>(List.of(at(forecast.grid().startOf(i), length > MOST_ROWS ? CLOCK : MINUTE)));
            for (int q = 0; q < forecast.quantiles().count(); q++) {
                row.add(Kilowatts.format(forecast.kilowatts(i, q), highest()));
            }
            table.row(row.toArray());
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (every > 1) {
            lines.add(
                    String.format(Locale.ROOT, "One interval an hour of %d; --format csv or json gives all.", length));
        }
        return lines;
    }

    private String at(Instant instant, DateTimeFormatter form) {
        return form.format(instant.atZone(zone));
    }
}
