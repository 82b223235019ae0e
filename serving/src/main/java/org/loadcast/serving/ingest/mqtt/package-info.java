/**
 * Messages by MQTT, in and out.
 *
 * <p>An {@link org.loadcast.serving.ingest.mqtt.MqttLink} is one lasting session with a broker; it connects again for ever. An
 * {@link org.loadcast.serving.ingest.mqtt.MqttIngest} decodes what comes in, stores it in batches, and acknowledges a message
 * only when what it said is durable, so that the broker keeps whatever a crash, a full disk or a database that is away would
 * lose. A message that cannot be used goes among the dead letters and is acknowledged too.
 */
@NullMarked
package org.loadcast.serving.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
