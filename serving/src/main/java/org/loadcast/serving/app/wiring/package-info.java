/**
 * {@code Wiring}, the one place that builds the adapters of an installation, and {@code Service}, the running process made of parts:
 * each {@code ServicePart} is built before the server listens, started once it does, and closed in reverse order.
 */
@NullMarked
package org.loadcast.serving.app.wiring;

import org.jspecify.annotations.NullMarked;
