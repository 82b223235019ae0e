/**
 * What a load is like: percentiles, peak and base load, load factor, load duration, typical profiles by hour and type of day.
 *
 * <p>{@link org.loadcast.features.statistics.MeterStatistics} tells one meter's. Five distributions are fitted by maximum
 * likelihood to clean values and compared by Akaike's criterion and by the distance of Kolmogorov and Smirnov; the best gives the
 * critical value, which 1 % of the values exceed. From median, upper quartile and critical value comes the
 * {@link org.loadcast.features.statistics.LevelScale} that gives every reading its level.
 */
@NullMarked
package org.loadcast.features.statistics;

import org.jspecify.annotations.NullMarked;
