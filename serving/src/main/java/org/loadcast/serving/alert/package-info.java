/**
 * What people should hear of without looking.
 *
 * <p>An {@link org.loadcast.serving.alert.AlertRule} says on which {@link org.loadcast.serving.alert.Condition} which meters ring.
 * The {@link org.loadcast.serving.alert.AlertDesk} asks the conditions, each about the {@link org.loadcast.serving.alert.Evidence}
 * of one meter as of one instant, and keeps one {@link org.loadcast.serving.alert.Alert} for a rule and a meter from its opening
 * until the condition was gone for a while. The {@link org.loadcast.serving.alert.Courier} takes news to
 * {@link org.loadcast.serving.alert.AlertSink}s: not in quiet hours, again when a sink was away, and as a digest once a day. The
 * same three replay history without a service. This package knows nothing of HTTP routes.
 */
@NullMarked
package org.loadcast.serving.alert;

import org.jspecify.annotations.NullMarked;
