/**
 * Forecasts go out by MQTT, as retained messages: who subscribes gets the latest at once.
 *
 * <p>A {@link org.loadcast.serving.publish.mqtt.MqttPublisher} writes every issued forecast to {@code
 * loadcast/meters/{meter_id}/forecast/{horizon}}, a summary of the next day below it, and tells Home Assistant once about each meter's
 * sensors. While the broker is away only the latest message of every topic waits. {@code loadcast/status} says {@code online}
 * or {@code offline}, the latter by the broker when this service dies.
 */
@NullMarked
package org.loadcast.serving.publish.mqtt;

import org.jspecify.annotations.NullMarked;
