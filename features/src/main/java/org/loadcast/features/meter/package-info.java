/**
 * Meters and what they report.
 *
 * <p>A {@link org.loadcast.features.meter.Meter} says where a meter is, which clock and calendar its people live by and
 * which weather it feels. A {@link org.loadcast.features.meter.Reading} is one thing that it reported: a mean power, the
 * state of an energy counter, or the energy of an interval. Units and signs are already ours here: kW and kWh, consumption
 * positive; decoders convert before a reading is made.
 */
@NullMarked
package org.loadcast.features.meter;

import org.jspecify.annotations.NullMarked;
