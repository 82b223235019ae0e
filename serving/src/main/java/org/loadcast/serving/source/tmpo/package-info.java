/**
 * Flukso's tmpo: blocks of 2^8, 2^12, 2^16 and 2^20 seconds, gzipped JSON with a head and the differences of times and values.
 *
 * <p>Sixteen blocks become one of the next level. They lie in directories {@code SENSOR/RUN/LEVEL/START}, as on a Fluksometer, or
 * behind Flukso's API. What is stored is not read again; what is broken or absent is a missing stretch, which the next run asks
 * for again. The format: tmpod.lua of flukso/flm02, flukso/tmpo-py.
 */
@NullMarked
package org.loadcast.serving.source.tmpo;

import org.jspecify.annotations.NullMarked;
