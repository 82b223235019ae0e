/**
 * A feeder as a network: nodes with meters, lines with capacities, and where it congests.
 *
 * <p>A {@link org.loadcast.features.grid.Topology} is told by its operator. {@link org.loadcast.features.grid.GridFlow} is the most
 * that it can carry at one time, by maximum flow, and what lies beyond its minimum cut; {@link org.loadcast.features.grid.GridDay}
 * is that for every interval of a day. This is a transport model: a line carries up to its capacity in either direction, and power
 * may take any way. Currents divide by impedances and lose energy on the way, so that a real meshed feeder can carry less; a radial
 * one has a single way to every node and carries just this. A minimum cut is a bound that holds for both.
 *
 * <p>A node whose load is negative generates: it may feed any load up to that amount, before and beside the supplies. What neither a
 * load nor a supply can take is curtailed.
 */
@NullMarked
package org.loadcast.features.grid;

import org.jspecify.annotations.NullMarked;
