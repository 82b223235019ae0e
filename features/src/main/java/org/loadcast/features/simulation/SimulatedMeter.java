package org.loadcast.features.simulation;

import org.loadcast.features.meter.Meter;
import org.loadcast.features.series.LoadSeries;

/** A meter that never was, and what it measured. */
public record SimulatedMeter(Meter meter, LoadSeries load) {}
