package org.loadcast.training.backtest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.loadcast.features.meter.MeterId;
import org.loadcast.training.metrics.BacktestRows;

/** Writes forecasts as {@code meter_id,cutoff,timestamp,family,p10,...}. */
public final class PredictionsCsv {

    private PredictionsCsv() {}

    /** Writes the promoted family of every meter. */
    public static void write(Path file, BacktestResult result) throws IOException {
        BacktestRows rows = result.promotedRows();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("meter_id,cutoff,timestamp,family,"
                    + String.join(",", rows.quantiles().names()));
            out.newLine();
            for (int row = 0; row < rows.size(); row++) {
                out.write(line(rows, row, result.promoted()));
                out.newLine();
            }
        }
    }

    private static String line(BacktestRows rows, int row, SortedMap<MeterId, String> promoted) {
        StringBuilder line = new StringBuilder()
                .append(rows.meter(row))
                .append(',')
                .append(rows.cutoff(row))
                .append(',')
                .append(rows.target(row))
                .append(',')
                .append(promoted.getOrDefault(rows.meter(row), ""));
        for (int q = 0; q < rows.quantiles().count(); q++) {
            line.append(',').append((float) rows.kilowatts(row, q));
        }
        return line.toString();
    }
}
