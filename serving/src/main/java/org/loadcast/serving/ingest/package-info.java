/**
 * Data on its way in.
 *
 * <p>{@link org.loadcast.serving.ingest.CsvImport} streams files into the stores: a good row is kept whatever stands beside
 * it, a bad one is handed on with its line and reason, and the same file again changes nothing.
 */
@NullMarked
package org.loadcast.serving.ingest;

import org.jspecify.annotations.NullMarked;
