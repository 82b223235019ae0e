/**
 * The embedded store: one SQLite file, {@code loadcast.db}, in the data directory of an installation.
 *
 * <p>{@link org.loadcast.features.store.sqlite.SqliteStores} opens it. A commit is on the disk when a write returns
 * (write-ahead log, {@code synchronous=FULL}); one writer and several readers work at the same time, in one process or in
 * several. Readings lie in time order, as they arrive; a roll-up to quarters of an hour lies by meter, as training and
 * forecasting read it, and is brought up to date in the transaction that writes the readings. The schema grows by numbered
 * migrations.
 */
@NullMarked
package org.loadcast.features.store.sqlite;

import org.jspecify.annotations.NullMarked;
