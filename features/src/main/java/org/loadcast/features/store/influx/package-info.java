/**
 * Readings, weather and forecasts in InfluxDB, so that dashboards see them and existing buckets can be read.
 *
 * <p>{@link org.loadcast.features.store.influx.InfluxStores} opens it by an
 * {@link org.loadcast.features.store.influx.InfluxConfig}. Everything is a line of InfluxDB's line protocol; lines are
 * delivered by the writing interface of version 2 or of version 1. What cannot be delivered waits in an outbox on the disk, in
 * order, and counts as stored; what the database refuses is an error. Reads are a {@code Select} that two languages can say:
 * InfluxQL, which versions 1, 2 and 3 understand, and Flux, which version 2 does. Names of measurements, tags and fields are
 * configurable. The meter directory stays in the embedded store.
 */
@NullMarked
package org.loadcast.features.store.influx;

import org.jspecify.annotations.NullMarked;
