package org.loadcast.features.store.influx;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A language that reads. Thread-safe. Methods throw {@link org.loadcast.features.store.StoreException} when the database is away
 * or does not answer with data.
 */
interface InfluxReader extends AutoCloseable {

    /** Hands every row to {@code sink}, in the order that was asked for. */
    void read(Select select, RowSink sink);

    /** The values of a tag in a measurement, in no order. */
    List<String> tagValues(String measurement, String tag);

    @Override
    void close();

    /** Takes rows. */
    @FunctionalInterface
    interface RowSink {
        void row(Row row);
    }

    /** A row, valid only while the sink has it. */
    interface Row {

        long epochSecond();

        /** Names of the columns that may hold a value, without the time. */
        Set<String> columns();

        /** A column's number; NaN when there is none or it is no number. */
        double number(String column);

        /** A column's whole number; empty when there is none. */
        Optional<Long> integer(String column);

        /** A column's text; empty when there is none. */
        Optional<String> text(String column);
    }
}
