/**
 * The service's own tables in the embedded store: jobs, the lease of training, trials, keys and the audit log.
 *
 * <p>They live in {@code loadcast.db} wherever the readings live, because they must be there when a database elsewhere is not.
 * Each class here is the adapter of one port; {@link org.loadcast.serving.store.ServiceTables} opens them.
 */
@NullMarked
package org.loadcast.serving.store;

import org.jspecify.annotations.NullMarked;
