/**
 * Numbers about the running service, in the form that Prometheus reads. The one package that knows Micrometer; others hand
 * it suppliers and durations.
 */
@NullMarked
package org.loadcast.serving.metrics;

import org.jspecify.annotations.NullMarked;
