/**
 * What a load is like as a whole, apart from when: percentiles, peak and base load, load factor, load duration.
 */
@NullMarked
package org.loadcast.features.statistics;

import org.jspecify.annotations.NullMarked;
