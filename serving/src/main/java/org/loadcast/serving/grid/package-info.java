/**
 * The grid of tomorrow: the topology that is kept in the data directory, the day-ahead forecasts of its meters, and what lines can
 * carry of them.
 */
@NullMarked
package org.loadcast.serving.grid;

import org.jspecify.annotations.NullMarked;
