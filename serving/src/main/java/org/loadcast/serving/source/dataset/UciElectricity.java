package org.loadcast.serving.source.dataset;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loadcast.features.csv.BadRow;
import org.loadcast.features.csv.ForeignCsv;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.meter.MeterId;
import org.loadcast.serving.source.LocalTimes;
import org.loadcast.serving.source.SourceFormat;
import org.loadcast.serving.source.SourceLocation;
import org.loadcast.serving.source.SourceSettings;
import org.loadcast.serving.source.SourceSink;

/**
 * ElectricityLoadDiagrams20112014 of the UCI repository (doi:10.24432/C58C86): 370 Portuguese clients, one column each, mean
 * power in kW of a quarter of an hour.
 *
 * <p>Fields are separated by semicolons, numbers have a decimal comma. The first label is 2011-01-01 00:15 and the last
 * 2015-01-01 00:00, so labels are the END of their interval, on the Portuguese clock. All days have 96 rows: the hour from one to
 * two that does not exist in March is zero, and the one that happens twice in October holds the sum of both. A client that came
 * later is zero until then.
 */
public final class UciElectricity implements SourceFormat {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final String USUAL_ZONE = "Europe/Lisbon";

    @Override
    public String name() {
        return "uci-electricity";
    }

    @Override
    public String description() {
        return "UCI ElectricityLoadDiagrams20112014 (LD2011_2014.txt, or the archive it comes in)";
    }

    @Override
    public void read(SourceLocation source, SourceSettings settings, SourceSink sink) throws IOException {
        try (ForeignCsv csv = ForeignCsv.open(source.open(), source.name(), ';', ',')) {
            Reader reader = new Reader(csv.columns(), source.name(), settings, sink);
            csv.forEach(reader, row -> sink.reject(row.file(), row.line(), row.reason()));
            reader.tell();
        }
    }

    private static final class Reader implements ForeignCsv.RowReader {

        private final String file;
        private final SourceSink sink;
        private final LocalTimes times;
        /** By column; null for the label and for clients that nobody asked for. */
        private final List<@Nullable MeterId> clients = new ArrayList<>();

        private final BitSet begun = new BitSet();
        private long before;
        private long skipped;
        private long doubled;

        Reader(List<String> columns, String file, SourceSettings settings, SourceSink sink) {
            this.file = file;
            this.sink = sink;
            this.times = new LocalTimes(settings.zone(USUAL_ZONE));
            clients.add(null);
            for (String column : columns.subList(1, columns.size())) {
                MeterId client = settings.wants(column) ? settings.meterOf(column) : null;
                clients.add(client);
                if (client != null) {
                    sink.meter(Meter.builder(client)
                            .zone(settings.zone(USUAL_ZONE))
                            .country("PT")
                            .category("client")
                            .build());
                }
            }
        }

        @Override
        public boolean read(ForeignCsv.Row row) throws BadRow {
            LocalDateTime start = LocalTimes.parse(row.text(0), "The label").minus(STEP);
            if (times.isSkipped(start)) {
                skip(row, start);
                return false;
            }
            boolean twice = times.isTwice(start);
            long first = times.epochSecond(start);
            long[] starts =
                    twice ? new long[] {first, first + Duration.ofHours(1).toSeconds()} : new long[] {first};
            doubled += twice ? 1 : 0;
            for (int column = 1; column < clients.size(); column++) {
                MeterId client = clients.get(column);
                if (client != null) {
                    value(row, column, client, starts);
                }
            }
            return true;
        }

        private void value(ForeignCsv.Row row, int column, MeterId client, long[] starts) {
            try {
                double kilowatts = row.number(column);
                if (kilowatts == 0 && !begun.get(column)) {
                    before++;
                    return;
                }
                begun.set(column);
                for (long start : starts) {
                    sink.power(client, start, kilowatts / starts.length);
                }
            } catch (BadRow bad) {
                sink.reject(file, row.line(), bad.reason());
            } catch (IllegalArgumentException beyond) {
                sink.reject(file, row.line(), client + ": " + beyond.getMessage());
            }
        }

        private void skip(ForeignCsv.Row row, LocalDateTime start) throws BadRow {
            skipped++;
            for (int column = 1; column < clients.size(); column++) {
                if (clients.get(column) != null && row.number(column) != 0) {
                    throw new BadRow(
                            "The quarter of an hour from " + start + " did not exist on the Portuguese clock, but has"
                                    + " values other than zero. Name the clock of the labels with --zone.");
                }
            }
        }

        void tell() {
            if (before > 0) {
                sink.note("%s: %,d zeros before a client's first value were left out; the client was not there yet."
                        .formatted(file, before));
            }
            if (skipped + doubled > 0) {
                sink.note(
                        ("%s: %d quarters of an hour that the clock passed over were left out, %d that it went through"
                                        + " twice were halved.")
                                .formatted(file, skipped, doubled));
            }
        }
    }
}
