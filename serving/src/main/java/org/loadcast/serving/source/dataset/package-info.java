/**
 * Public data sets that people start from, as they are published.
 *
 * <p>Each format knows its set's separator, unit, clock and quirks; the quirks stand in the Javadoc of its class, with their
 * source. {@code datasets/README.md} tells where to get the files.
 */
@NullMarked
package org.loadcast.serving.source.dataset;

import org.jspecify.annotations.NullMarked;
