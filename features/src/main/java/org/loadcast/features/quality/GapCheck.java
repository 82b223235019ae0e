package org.loadcast.features.quality;

import java.util.List;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.LoadSeries;

/** Finds missing values between the first value and the end of the series. */
final class GapCheck implements Check {

    @Override
    public List<Finding> find(Meter meter, LoadSeries series) {
        int first = 0;
        while (first < series.length() && series.isMissing(first)) {
            first++;
        }
        int start = first;
        return Run.where(series.length(), i -> i >= start && series.isMissing(i)).stream()
                .<Finding>map(run -> new Finding.Gap(meter.id(), run.on(series.grid()), run.length()))
                .toList();
    }
}
