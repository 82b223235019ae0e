/**
 * All meters at one glance: what each one does now, what its day was so far, and what comes.
 *
 * <p>One answer for hundreds of meters instead of several for each. {@link org.loadcast.serving.overview.Overview} reads what was
 * measured anew with every question, and keeps the forecasts for a quarter of an hour, because making one costs a hundred times as
 * much as reading it.
 */
@NullMarked
package org.loadcast.serving.overview;

import org.jspecify.annotations.NullMarked;
