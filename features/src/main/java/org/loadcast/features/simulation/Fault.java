package org.loadcast.features.simulation;

import org.loadcast.features.meter.MeterId;
import org.loadcast.features.series.Interval;

/**
 * A fault that was put into a series: the ground truth for whoever looks for it.
 *
 * @param meter whose readings are wrong
 * @param kind what is wrong
 * @param interval where; every other reading is right
 */
public record Fault(MeterId meter, FaultKind kind, Interval interval) {}
