/**
 * The way in: the command line, the configuration and {@code Wiring}, the one place that builds the adapters.
 */
@NullMarked
package org.loadcast.serving.app;

import org.jspecify.annotations.NullMarked;
