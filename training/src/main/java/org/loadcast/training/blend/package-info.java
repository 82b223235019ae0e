/**
 * Several forecasters as one.
 *
 * <p>Different families meet at nearly the same error but err differently, so their weighted mean beats the best of them.
 * Members are validated on rolling refits inside the training window; the weights follow from their out-of-sample errors, and
 * the same out-of-sample forecasts calibrate the quantiles. A family alone is a blend of its own members.
 */
@NullMarked
package org.loadcast.training.blend;

import org.jspecify.annotations.NullMarked;
