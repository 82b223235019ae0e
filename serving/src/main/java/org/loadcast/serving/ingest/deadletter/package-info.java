/**
 * Messages that could not be used, kept with the reason.
 *
 * <p>A broken payload is acknowledged, so that it does not stand in the way of the good ones, and put into a table of the
 * embedded store. When the mapping or the directory has been mended, it can be replayed: what decodes now is stored and
 * leaves the table.
 */
@NullMarked
package org.loadcast.serving.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
