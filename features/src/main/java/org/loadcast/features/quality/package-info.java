/**
 * What is odd about measured load: gaps, stuck and absurd values, wrong signs, generation in the dark, counter resets.
 *
 * <p>A check flags and never deletes: it returns {@link org.loadcast.features.quality.Finding}s, each with its meter,
 * interval, severity and a sentence for people. A {@link org.loadcast.features.quality.QualityReport} gathers them for one
 * series and tells which intervals are suspect, so that a training may leave them out. Thresholds are relative to what is
 * usual for the meter at that time of day, found by medians and quantiles, which a few faults do not move; they were chosen
 * so that ordinary meters have no finding at all.
 */
@NullMarked
package org.loadcast.features.quality;

import org.jspecify.annotations.NullMarked;
