/**
 * The monitoring queries over many meters: today by the hour, peaks of the week, totals by day and month, the whole set in one
 * look, trends and comparisons. All days are those of each meter's own clock, and sums come from aggregates that the store keeps
 * right when late readings come.
 */
@NullMarked
package org.loadcast.serving.analytics;

import org.jspecify.annotations.NullMarked;
