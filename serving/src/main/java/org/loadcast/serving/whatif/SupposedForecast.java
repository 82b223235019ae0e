package org.loadcast.serving.whatif;

import java.util.List;
import org.loadcast.features.forecast.Forecast;

/**
 * A forecast without and with a scenario, on the same grid.
 *
 * @param notes sentences on what had no effect, and why
 */
public record SupposedForecast(Forecast base, Forecast changed, List<String> notes) {

    public SupposedForecast {
        notes = List.copyOf(notes);
    }

    /** What the scenario adds to the energy, by medians. */
    public double differenceKwh() {
        double hours = base.grid().step().toSeconds() / 3600.0;
        double difference = 0;
        for (int i = 0; i < base.grid().length(); i++) {
            difference += (changed.median(i) - base.median(i)) * hours;
        }
        return difference;
    }

    /** The interval of {@code forecast} with the highest median, the first of them. */
    public static int peakOf(Forecast forecast) {
        int peak = 0;
        for (int i = 1; i < forecast.grid().length(); i++) {
            peak = forecast.median(i) > forecast.median(peak) ? i : peak;
        }
        return peak;
    }
}
