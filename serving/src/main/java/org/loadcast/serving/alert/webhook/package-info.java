/** Alerts to another system: each letter is posted as one JSON object, and again for a while when the system is away. */
@NullMarked
package org.loadcast.serving.alert.webhook;

import org.jspecify.annotations.NullMarked;
