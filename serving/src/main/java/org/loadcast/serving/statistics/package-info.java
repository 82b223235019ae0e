/**
 * Statistics and levels of stored meters: the readings of a span of time are checked at their own step, suspect ones are left
 * out, and what remains is summed up at the step that was asked for.
 */
@NullMarked
package org.loadcast.serving.statistics;

import org.jspecify.annotations.NullMarked;
