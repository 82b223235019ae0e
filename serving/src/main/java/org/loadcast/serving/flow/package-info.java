/**
 * The energy flow of a home or building: from grid, panels and battery to loads, battery and grid, for now, today and tomorrow. What
 * has no meter follows from what has: consumption = net - production - battery, in our signs.
 */
@NullMarked
package org.loadcast.serving.flow;

import org.jspecify.annotations.NullMarked;
