package org.loadcast.serving.publish.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.forecast.Quantiles;

/**
 * A day-ahead forecast in a few numbers.
 *
 * @param date local day
 * @param energy of the day, in kWh; its P10 and P90 are sums of those of the intervals, hence outer bounds
 * @param peak the interval with the largest median, in kW
 */
record DaySummary(LocalDate date, Band energy, Band peak, Instant peakStart, String tier) {

    /** A median between its P10 and P90. */
    record Band(double p10, double p50, double p90) {}

    /** The summary of a forecast with the three quantiles P10, P50 and P90. */
    static DaySummary of(Forecast forecast, ZoneId zone) {
        int[] columns = {column(forecast, 0.1), column(forecast, 0.5), column(forecast, 0.9)};
        double hours = forecast.grid().step().toSeconds() / 3600.0;
        double[] energy = new double[columns.length];
        int peak = 0;
        for (int i = 0; i < forecast.grid().length(); i++) {
            for (int c = 0; c < columns.length; c++) {
                energy[c] += forecast.kilowatts(i, columns[c]) * hours;
            }
            peak = forecast.median(i) > forecast.median(peak) ? i : peak;
        }
        return new DaySummary(
                forecast.grid().start().atZone(zone).toLocalDate(),
                new Band(energy[0], energy[1], energy[2]),
                new Band(
                        forecast.kilowatts(peak, columns[0]),
                        forecast.kilowatts(peak, columns[1]),
                        forecast.kilowatts(peak, columns[2])),
                forecast.grid().startOf(peak),
                forecast.source().tier().label());
    }

    private static int column(Forecast forecast, double level) {
        int column = forecast.quantiles().indexOf(level);
        if (column < 0) {
            Quantiles there = forecast.quantiles();
            throw new IllegalArgumentException("Level " + level + " is not among " + there + " of " + forecast + ".");
        }
        return column;
    }

    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("date", date.toString());
        write("energy", energy, "kwh", out);
        write("peak", peak, "kw", out);
        out.writeStringField("peak_start", peakStart.toString());
        out.writeStringField("tier", tier);
        out.writeEndObject();
    }

    private static void write(String name, Band band, String unit, JsonGenerator out) throws IOException {
        out.writeNumberField(name + "_" + unit, rounded(band.p50()));
        out.writeNumberField(name + "_p10_" + unit, rounded(band.p10()));
        out.writeNumberField(name + "_p90_" + unit, rounded(band.p90()));
    }

    /** To a watt or watt-hour. */
    private static double rounded(double value) {
        return Math.rint(value * 1e3) / 1e3;
    }
}
