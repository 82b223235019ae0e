package org.loadcast.serving.forecast;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.loadcast.features.weather.WeatherRun;
import org.loadcast.features.weather.WeatherTable;

/**
 * Makes every weather forecast warmer or colder from a time on. Other variables stay, also those that would follow the temperature.
 *
 * @param celsius what is added to {@code temperature_c}
 */
record TemperatureShift(double celsius, Instant from) implements UnaryOperator<WeatherRun> {

    private static final String TEMPERATURE = "temperature_c";
    private static final TemperatureShift NONE = new TemperatureShift(0, Instant.EPOCH);

    /** Leaves all as it is. */
    static TemperatureShift none() {
        return NONE;
    }

    @Override
    public WeatherRun apply(WeatherRun run) {
        WeatherTable table = run.table();
        if (celsius == 0 || !table.variables().contains(TEMPERATURE)) {
            return run;
        }
        WeatherTable.Builder shifted = WeatherTable.builder(table.location());
        for (int row = 0; row < table.rows(); row++) {
            Instant at = table.timestamp(row);
            for (String variable : table.variables()) {
                double value = table.value(variable, row);
                if (!Double.isNaN(value)) {
                    boolean warmer = variable.equals(TEMPERATURE) && !at.isBefore(from);
                    shifted.set(at, variable, warmer ? value + celsius : value);
                }
            }
        }
        return new WeatherRun(run.availableAt(), shifted.build());
    }
}
