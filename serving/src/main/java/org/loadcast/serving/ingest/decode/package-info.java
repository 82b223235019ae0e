/**
 * From the payload of a message to readings and weather in our own units and signs.
 *
 * <p>A {@link org.loadcast.serving.ingest.decode.MessageMapping} is an ordered list of rules; the first whose topic pattern
 * fits a message decodes it. Rules come from the configuration or from presets for the devices that people have. What has
 * no reading in it, such as the state of a lamp, decodes to nothing; what is broken is refused with a reason that tells a
 * person what to mend. Decoders that users write are found by {@link java.util.ServiceLoader}.
 *
 * <p>Nothing here knows MQTT or HTTP: the rows of our own JSON are read here for both.
 */
@NullMarked
package org.loadcast.serving.ingest.decode;

import org.jspecify.annotations.NullMarked;
