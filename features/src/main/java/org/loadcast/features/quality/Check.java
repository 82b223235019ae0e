package org.loadcast.features.quality;

import java.util.List;
import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.LoadSeries;

/** Looks for one kind of oddity. Takes time linear in the series. Thread-safe. */
interface Check {

    /** The findings in {@code series}, by time. */
    List<Finding> find(Meter meter, LoadSeries series);
}
