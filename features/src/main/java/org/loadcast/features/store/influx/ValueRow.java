package org.loadcast.features.store.influx;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A row of values by column: numbers and texts; what is missing is not there. */
record ValueRow(long epochSecond, Map<String, Object> values) implements InfluxReader.Row {

    @Override
    public Set<String> columns() {
        return values.keySet();
    }

    @Override
    public double number(String column) {
        return values.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Override
    public Optional<Long> integer(String column) {
        return values.get(column) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    @Override
    public Optional<String> text(String column) {
        return values.get(column) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
