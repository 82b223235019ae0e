/**
 * Sources by pull: files and archives that others keep, brought into the stores.
 *
 * <p>A {@link org.loadcast.serving.source.SourceFormat} reads one kind of them, streaming, and hands what it finds to a
 * {@link org.loadcast.serving.source.SourceSink} in our units, signs and time: kW and kWh, consumption positive, instants. It is
 * found by {@link java.util.ServiceLoader}, like the decoders of messages. {@link org.loadcast.serving.source.SourceImport} puts
 * that into the stores: a good row is kept whatever stands beside it, a bad one is handed on with its place and reason, and the
 * same file again changes nothing. What a source could not give is written into a {@link org.loadcast.serving.source.PullLog},
 * and asked for again the next time.
 */
@NullMarked
package org.loadcast.serving.source;

import org.jspecify.annotations.NullMarked;
