/**
 * The ports to what lasts: readings, weather, forecasts and the meter directory.
 *
 * <p>An adapter lives in a package of its own ({@code store.sqlite}, {@code store.influx}) and passes the contract test of
 * its port. A write has happened, and survives a crash, when its method returns; the same key written again settles to the
 * last value.
 */
@NullMarked
package org.loadcast.features.store;

import org.jspecify.annotations.NullMarked;
