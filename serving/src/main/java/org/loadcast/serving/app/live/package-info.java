/**
 * Meters that are simulated while the service runs: who measures, how fast time goes, and where it is sent.
 */
@NullMarked
package org.loadcast.serving.app.live;

import org.jspecify.annotations.NullMarked;
