/**
 * From a point-in-time view to numbers that a model can learn from.
 *
 * <p>A {@link org.loadcast.features.transform.Transform} learns what it needs from a view (scales, knots, levels) and
 * becomes a {@link org.loadcast.features.transform.FittedTransform}, which writes its columns into a
 * {@link org.loadcast.features.transform.FeatureMatrix}: rows = lead times, columns = features, NaN = missing. Lags are by
 * time, and a view cannot show what was not known, so no feature can leak.
 */
@NullMarked
package org.loadcast.features.transform;

import org.jspecify.annotations.NullMarked;
